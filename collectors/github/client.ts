import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { ApiBase } from './api-base.ts';
import { pinnedFetch, type Wire } from './pinned-fetch.ts';

/** The client library of GitHub, as much of it as is used. */
export type Client = InstanceType<typeof Client>;

const Client = Octokit.plugin(throttling, retry);
type Throttle = NonNullable<NonNullable<ConstructorParameters<typeof Client>[0]>['throttle']>;
/** Reading through GraphQL is a POST, which the library would let through once a second as if it changed something. */
const UNHELD = {
  key: () => ({ schedule: (_options: unknown, work: () => unknown) => work() }),
} as unknown as NonNullable<Throttle['write']>;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export interface ClientOptions {
  readonly base: ApiBase;
  readonly token: string;
  readonly wire: Wire;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds of what the library takes for a second between attempts; tests shorten it. */
  readonly secondMs: number;
}

let clients = 0;

/**
 * A client for one collection. The libraries retry what the server or the network failed at, hold calls back, and tell
 * which refusals are limits; the waiting for a limit is the collection's own, so that it can be seen and cancelled.
 */
export function createClient({ base, token, wire, signal, secondMs }: ClientOptions): Client {
  return new Client({
    auth: token,
    baseUrl: base.rest,
    userAgent: 'trustpath',
    log: SILENT,
    request: { fetch: pinnedFetch(base, wire), ...(signal === undefined ? {} : { signal }) },
    retry: {
      retries: 2,
      retryAfterBaseValue: secondMs,
      doNotRetry: [304, 400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    throttle: {
      id: `collection-${++clients}`,
      write: UNHELD,
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
  });
}
