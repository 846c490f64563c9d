import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TrustpathError } from '../../schema/errors.ts';
import { faultOf } from './faults.ts';
import { readSharedProfiles } from './shared-config.ts';

export interface SessionOptions {
  /** Credentials to use instead of those the machine has; for endpoints that are not AWS. */
  readonly credentials?: Credentials | undefined;
  readonly profile?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  /** The regions by name, or how they are found out later; the session then is at home in the configured one. */
  readonly regions?: readonly string[] | string | undefined;
  readonly endpoint?: string | undefined;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Where and as whom calls are made. Holds the credentials in memory only. */
export interface Session {
  readonly regions: readonly [string, ...string[]];
  clientConfig(region: string): AwsClientConfig;
  /** The same as another role, taken on with this session's credentials. */
  as(roleArn: string, externalId: string | undefined): Session;
  /** The secrets in use, so that no message can carry them. */
  known(): readonly string[];
}

const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Attempts of one call, the first included. */
const DEFAULT_ATTEMPTS = 6;

function commonConfig(region: string, options: SessionOptions) {
  const attempts = Number(process.env.AWS_MAX_ATTEMPTS);
  return {
    region,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    retryMode: 'adaptive',
    maxAttempts: Number.isInteger(attempts) && attempts > 0 ? Math.min(attempts, 12) : DEFAULT_ATTEMPTS,
    logger: SILENT,
    customUserAgent: 'trustpath',
  };
}

/** One for each client, since a client that is done with closes its own. */
function requestHandler(): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 32 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 32 }),
    logger: SILENT,
  });
}

export type AwsClientConfig = ReturnType<typeof commonConfig> & {
  readonly requestHandler: NodeHttpHandler;
  readonly credentials: () => Promise<Credentials>;
  /** True where calls go to an endpoint that was configured, which may not serve a host name for each bucket. */
  readonly customEndpoint: boolean;
};

/**
 * Finds credentials by the default chain (environment, profile, SSO cache, web identity, container, instance metadata),
 * takes on the role asked for, and settles the regions. Never asks anything of anyone.
 * @throws TrustpathError `usage` for a region that is none or where none is configured
 */
export async function openSession(asked: SessionOptions): Promise<Session> {
  const regions = await settleRegions(asked);
  const options = { ...asked, endpoint: await settleEndpoint(asked) };
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  const customEndpoint = Boolean(options.endpoint || AWS_ENDPOINT_URL || AWS_ENDPOINT_URL_S3);
  const home = commonConfig(regions[0], options);
  const secrets = new Set<string>();
  const own = noting(
    secrets,
    options.credentials === undefined
      ? defaultChain(options, regions[0])
      : async () => options.credentials as Credentials,
  );
  const sessionWith = (credentials: FindCredentials): Session => ({
    regions,
    known: () => [...secrets],
    clientConfig: (region) => ({
      ...commonConfig(region, options),
      requestHandler: requestHandler(),
      credentials,
      customEndpoint,
    }),
    as: (roleArn, externalId) =>
      sessionWith(cached(noting(secrets, role(roleArn, { externalId }, credentials, home)))),
  });
  return sessionWith(
    options.roleArn === undefined
      ? cached(own)
      : cached(noting(secrets, role(options.roleArn, options, own, home))),
  );
}

type FindCredentials = () => Promise<Credentials>;

function defaultChain({ profile }: SessionOptions, region: string): FindCredentials {
  return fromNodeProviderChain({
    ...(profile === undefined ? {} : { profile }),
    clientConfig: { region, logger: SILENT },
    logger: SILENT,
  });
}

function role(
  RoleArn: string,
  { externalId }: Pick<SessionOptions, 'externalId'>,
  own: FindCredentials,
  home: ReturnType<typeof commonConfig>,
): FindCredentials {
  return fromTemporaryCredentials({
    masterCredentials: own,
    params: {
      RoleArn,
      RoleSessionName: 'trustpath',
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
    clientConfig: { ...home, requestHandler: requestHandler() },
    logger: SILENT,
  });
}

/** Remembers the secrets that were found, so that they can be kept out of messages. */
function noting(secrets: Set<string>, find: FindCredentials): FindCredentials {
  return async () => {
    const found = await find();
    secrets.add(found.secretAccessKey);
    if (found.sessionToken !== undefined) secrets.add(found.sessionToken);
    return found;
  };
}

/** Before what was found runs out it is looked for again, at most so often: a source may have nothing newer yet. */
const EARLY_MS = 300_000;
const AGAIN_AFTER_MS = 30_000;

/** One lookup for all clients. */
function cached(find: FindCredentials): FindCredentials {
  let current: Promise<Credentials> | null = null;
  let lookedAt = 0;
  return async () => {
    current ??= find();
    const found = await current;
    const now = Date.now();
    const early = found.expiration === undefined || found.expiration.getTime() - now > EARLY_MS;
    if (early || now - lookedAt < AGAIN_AFTER_MS) return found;
    lookedAt = now;
    current = find();
    return current;
  };
}

async function settleRegions(options: SessionOptions): Promise<readonly [string, ...string[]]> {
  // Every account has the first region, and IAM is asked there.
  if (typeof options.regions === 'string') return [(await configuredRegion(options.profile)) ?? 'us-east-1'];
  const asked = [...new Set(options.regions ?? [])];
  for (const region of asked)
    if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
      throw new TrustpathError(
        'usage',
        `"${region}" is not the name of an AWS region (one is eu-central-1).`,
      );
  const [first, ...rest] = asked;
  if (first !== undefined) return [first, ...rest];
  const configured = await configuredRegion(options.profile);
  if (configured !== null) return [configured];
  throw new TrustpathError(
    'usage',
    'No AWS region is configured. Name the regions to collect, or set AWS_REGION or a region in the profile.',
  );
}

/**
 * The endpoint asked for, or the one of the profile: the SDK reads the environment by itself, but of profiles only the one
 * that the environment names.
 */
async function settleEndpoint(options: SessionOptions): Promise<string | undefined> {
  if (options.endpoint !== undefined) return options.endpoint;
  const { env } = process;
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true' || env.AWS_ENDPOINT_URL) return undefined;
  const name = options.profile ?? env.AWS_PROFILE ?? 'default';
  const profile = (await readSharedProfiles()).find((one) => one.name === name);
  return profile?.settings.endpoint_url || undefined;
}

async function configuredRegion(profile: string | undefined): Promise<string | null> {
  const client = new STSClient({ ...(profile === undefined ? {} : { profile }), logger: SILENT });
  try {
    return await client.config.region();
  } catch {
    return null;
  } finally {
    client.destroy();
  }
}

/** What to say where the caller cannot even be told who it is. */
export function noIdentity(error: unknown, known: readonly string[]): TrustpathError {
  const fault = faultOf(error, known);
  if (/CredentialsProviderError|TokenProviderError/.test(fault.code))
    return new TrustpathError(
      'collection-failed',
      `No usable AWS credentials were found (${fault.reason}). Set them in the environment, name a profile, or sign in with the AWS CLI first.`,
      { retryable: true },
    );
  return new TrustpathError(
    'collection-failed',
    `sts:GetCallerIdentity: AWS did not answer who is calling: ${fault.reason}`,
    {
      retryable: true,
    },
  );
}
