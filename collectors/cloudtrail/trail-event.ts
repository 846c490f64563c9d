import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

/** What is taken of one CloudTrail event (CloudTrail user guide, "CloudTrail record contents"). */
export interface TrailEvent {
  readonly id: string;
  /** When, in whole seconds since 1970, as precise as events are. */
  readonly seconds: number;
  /** `s3`, from `s3.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly address: string;
  readonly agent: string;
  readonly failed: boolean;
  /** The account whose log it is. */
  readonly account: string;
  /** Who acted: the ARN of a user, of the role of a session, of an identity provider, an account, or a service. */
  readonly principal: string;
  readonly type: string;
  readonly session: string | null;
  readonly key: string | null;
  readonly assumes: Assumes | null;
  readonly resources: readonly string[];
}

export interface Assumes {
  readonly role: string;
  readonly session: string | null;
  /** The id of the temporary key that was issued. */
  readonly issued: string | null;
  /** The subject of the token or assertion, for federation. */
  readonly subject: string | null;
  /** Of a token of OpenID Connect: whom it was made for; null where the event does not tell, and for all else. */
  readonly audience: string | null;
}

const NOTHING: JsonObject = {};
const ASSUMING: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
  'AssumeRoleWithSAML',
]);

/** Reads a parsed event; null where it is none: no name, no source or no time. */
export function readTrailEvent(event: JsonObject): TrailEvent | null {
  const { eventTime: time, eventName: action, eventSource: source } = event;
  if (typeof time !== 'string' || typeof action !== 'string' || typeof source !== 'string') return null;
  const seconds = Math.floor(Date.parse(time) / 1_000);
  if (Number.isNaN(seconds)) return null;
  const identity = part(event.userIdentity);
  const type = textIn(identity.type) ?? 'Unknown';
  const account = textIn(event.recipientAccountId) ?? textIn(identity.accountId) ?? '';
  const arn = textIn(identity.arn);
  const request = part(event.requestParameters);
  return {
    id: textIn(event.eventID) ?? '',
    seconds,
    service: source.endsWith('.amazonaws.com') ? source.slice(0, -14) : source,
    action,
    region: textIn(event.awsRegion) ?? '',
    address: textIn(event.sourceIPAddress) ?? '',
    agent: textIn(event.userAgent) ?? '',
    failed: textIn(event.errorCode) !== null,
    account,
    principal: principalOf(type, arn, identity, request),
    type,
    session: type === 'AssumedRole' && arn !== null ? arn.slice(arn.lastIndexOf('/') + 1) : null,
    key: textIn(identity.accessKeyId),
    assumes:
      source === 'sts.amazonaws.com' && ASSUMING.has(action) ? assumption(event, identity, request) : null,
    resources: resourcesOf(event, source, request),
  };
}

function principalOf(type: string, arn: string | null, identity: JsonObject, request: JsonObject): string {
  const issuer = part(part(identity.sessionContext).sessionIssuer);
  const account = textIn(identity.accountId);
  switch (type) {
    case 'AssumedRole':
    case 'FederatedUser':
      return textIn(issuer.arn) ?? roleOfSession(arn) ?? arn ?? 'unknown';
    case 'AWSService':
      return textIn(identity.invokedBy) ?? 'unknown';
    case 'WebIdentityUser':
      return textIn(identity.identityProvider) ?? 'unknown';
    case 'SAMLUser':
      return textIn(request.principalArn) ?? textIn(identity.identityProvider) ?? 'unknown';
  }
  if (arn !== null) return arn;
  const invokedBy = textIn(identity.invokedBy);
  if (account !== null && account !== 'ANONYMOUS_PRINCIPAL') return `arn:aws:iam::${account}:root`;
  return (
    invokedBy ?? (textIn(identity.principalId) === 'Anonymous' || account !== null ? 'internet' : 'unknown')
  );
}

/** A session's ARN does not tell the path of its role; most have none. */
function roleOfSession(arn: string | null): string | null {
  const match = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn ?? '');
  return match ? `arn:${match[1]}:iam::${match[2]}:role/${match[3]}` : null;
}

function assumption(event: JsonObject, identity: JsonObject, request: JsonObject): Assumes | null {
  const role = textIn(request.roleArn);
  if (role === null) return null;
  const response = part(event.responseElements);
  return {
    role,
    session: textIn(request.roleSessionName),
    issued: textIn(part(response.credentials).accessKeyId),
    subject:
      textIn(response.subjectFromWebIdentityToken) ??
      (identity.identityProvider ? textIn(identity.userName) : null),
    audience: textIn(response.audience) ?? audienceIn(identity),
  };
}

/**
 * The audience as the caller's id tells it, `PROVIDER:AUDIENCE:SUBJECT`: a request in vain has no answer that would. Null
 * where the id is of another form.
 */
function audienceIn(identity: JsonObject): string | null {
  if (identity.type !== 'WebIdentityUser') return null;
  const [id, provider, subject] = [identity.principalId, identity.identityProvider, identity.userName].map(
    textIn,
  );
  if (id == null || provider == null || subject == null) return null;
  const [before, after] = [`${provider}:`, `:${subject}`];
  if (!id.startsWith(before) || !id.endsWith(after)) return null;
  return textIn(id.slice(before.length, -after.length));
}

/** ARNs of what was acted on: as the event lists them, and the bucket, secret or key that the request names. */
function resourcesOf(event: JsonObject, source: string, request: JsonObject): readonly string[] {
  const found: string[] = [];
  if (Array.isArray(event.resources)) {
    for (const resource of event.resources as readonly Json[]) {
      const { ARN: upper, arn: lower, type } = part(resource);
      const arn = textIn(upper) ?? textIn(lower);
      // Objects are many; their bucket stands for them.
      if (arn !== null && type !== 'AWS::S3::Object') found.push(arn);
    }
  }
  const bucket = source === 's3.amazonaws.com' ? textIn(request.bucketName) : null;
  if (bucket !== null) found.push(`arn:aws:s3:::${bucket}`);
  for (const named of [request.secretId, request.keyId, request.functionName, request.resourceArn]) {
    const arn = textIn(named);
    if (arn?.startsWith('arn:')) found.push(arn);
  }
  return found.length > 1 ? [...new Set(found)] : found;
}

function part(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : NOTHING;
}

function textIn(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
