import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

/**
 * What is taken of one audit event of an API server (Kubernetes API reference, `audit.k8s.io/v1`). Of what requests and
 * answers carried only the audiences of a token request are looked at.
 */
export interface AuditEvent {
  readonly id: string;
  readonly stage: Stage;
  /** When the request was received, in whole seconds since 1970. */
  readonly seconds: number;
  /** Whom the request was made as: the one impersonated, where there is one. */
  readonly user: string;
  /** Who impersonated `user`; null where nobody did. */
  readonly impersonator: string | null;
  /** `get secrets`, `create pods/exec`, `patch deployments.apps`, `get /healthz`. */
  readonly action: string;
  readonly namespace: string | null;
  /** `get secrets shop/database`: what was acted on, where its name matters; null otherwise. */
  readonly object: string | null;
  /** The address that the connection came from, which the client cannot choose. */
  readonly address: string;
  readonly agent: string;
  readonly failed: boolean;
  /** What the authorizer said: `allow` or `forbid`; null where the event does not tell. */
  readonly decision: string | null;
  /** How the user was authenticated, where the event tells. */
  readonly authentication:
    | 'service account token'
    | 'client certificate'
    | 'legacy service account token'
    | null;
  /** The service account that a token was asked for. */
  readonly token: TokenRequest | null;
}

export interface TokenRequest {
  /** User name of the service account. */
  readonly account: string;
  /** Empty for those of the API server; null where the event does not carry the request. */
  readonly audiences: readonly string[] | null;
}

const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;
export type Stage = (typeof STAGES)[number];

const NOTHING: JsonObject = {};
/** Resources of the core group whose objects are kept by name, with the subresources that matter as much. */
const NAMED: ReadonlySet<string> = new Set([
  'secrets',
  'serviceaccounts/token',
  'pods/exec',
  'pods/attach',
  'pods/ephemeralcontainers',
  'nodes/proxy',
]);

/** Reads a parsed event; null where it is none. */
export function readAuditEvent(event: JsonObject): AuditEvent | null {
  const { auditID: id, verb, user } = event;
  const stage = STAGES.find((each) => each === event.stage);
  const username = textIn(part(user).username);
  if (typeof id !== 'string' || typeof verb !== 'string' || stage === undefined || username === null)
    return null;
  const time = textIn(event.requestReceivedTimestamp) ?? textIn(event.stageTimestamp) ?? '';
  const seconds = Math.floor(Date.parse(time) / 1_000);
  if (Number.isNaN(seconds)) return null;
  const reference = part(event.objectRef);
  const annotations = part(event.annotations);
  const resource = resourceOf(reference);
  const impersonated = textIn(part(event.impersonatedUser).username);
  const decision = textIn(annotations['authorization.k8s.io/decision']);
  const { code } = part(event.responseStatus);
  const namespace = textIn(reference.namespace);
  return {
    id,
    stage,
    seconds,
    user: impersonated ?? username,
    impersonator: impersonated === null ? null : username,
    action: `${verb} ${resource ?? pathOf(textIn(event.requestURI))}`,
    namespace,
    object:
      resource !== null && NAMED.has(resource) ? `${verb} ${objectOf(resource, namespace, reference)}` : null,
    address: lastOf(event.sourceIPs),
    agent: textIn(event.userAgent) ?? '',
    failed: typeof code === 'number' ? code >= 400 : decision === 'forbid',
    decision,
    authentication: authenticationOf(part(part(user).extra), annotations),
    token: resource === 'serviceaccounts/token' && verb === 'create' ? tokenRequest(event, reference) : null,
  };
}

/** `pods/exec`, `deployments.apps`; null for requests that are about no resource. */
function resourceOf(reference: JsonObject): string | null {
  const resource = textIn(reference.resource);
  if (resource === null) return null;
  const group = textIn(reference.apiGroup);
  const subresource = textIn(reference.subresource);
  return `${resource}${group === null ? '' : `.${group}`}${subresource === null ? '' : `/${subresource}`}`;
}

/** The first part of a path; what follows a question mark is not looked at. */
function pathOf(uri: string | null): string {
  return /^\/[^/?#]*/.exec(uri ?? '')?.[0] ?? '/';
}

function objectOf(resource: string, namespace: string | null, reference: JsonObject): string {
  const name = textIn(reference.name);
  const where = namespace === null ? '' : `${namespace}/`;
  return `${resource} ${where}${name ?? '*'}`;
}

/** The client may choose all but the last (API reference, `sourceIPs`). */
function lastOf(addresses: Json | undefined): string {
  return (Array.isArray(addresses) ? textIn(addresses.at(-1)) : null) ?? '';
}

/** Credential ids are in events since Kubernetes 1.32; of them only the kind is kept. */
function authenticationOf(extra: JsonObject, annotations: JsonObject): AuditEvent['authentication'] {
  if (annotations['authentication.k8s.io/legacy-token'] !== undefined) return 'legacy service account token';
  const ids = extra['authentication.kubernetes.io/credential-id'];
  const id = (Array.isArray(ids) ? textIn(ids[0]) : null) ?? '';
  if (id.startsWith('JTI=')) return 'service account token';
  return id.startsWith('X509SHA256=') ? 'client certificate' : null;
}

function tokenRequest(event: JsonObject, reference: JsonObject): TokenRequest | null {
  const [namespace, name] = [textIn(reference.namespace), textIn(reference.name)];
  if (namespace === null || name === null) return null;
  const { audiences } = part(part(event.requestObject).spec);
  return {
    account: `system:serviceaccount:${namespace}:${name}`,
    audiences: isJsonObject(event.requestObject)
      ? (Array.isArray(audiences) ? audiences : []).flatMap((each: Json) => textIn(each) ?? [])
      : null,
  };
}

function part(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : NOTHING;
}

function textIn(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
