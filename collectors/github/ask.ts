import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { CallFacts, RedactedAnswer } from '../record-answer.ts';
import { githubAnswer } from './boundary.ts';
import { type Desk, noteHealth } from './desk.ts';
import { type Fault, faultOf } from './faults.ts';

/** One answer, ready to be recorded. */
export interface Received {
  readonly answer: RedactedAnswer;
  /** As it is stored. */
  readonly document: Json;
  /** GitHub says that another page follows. */
  readonly next: boolean;
  readonly etag: string | null;
}

export type Reply =
  | { readonly ok: true; readonly received: Received }
  | { readonly ok: false; readonly fault: Fault };

export interface RestCall {
  readonly operation: `GET /${string}`;
  readonly permission: string;
  readonly parameters: JsonObject;
  readonly page: number;
  /** Items in a page; 0 where it is not asked in pages. */
  readonly perPage: number;
}

const ATTEMPTS = 4;
/** A primary limit is over within an hour; what wants more is not waited for. */
const LONGEST_PAUSE_S = 3_700;

/**
 * Asks the REST API for one page, waiting where GitHub wants it. Says whether an answer of an earlier collection still
 * holds, which costs nothing. A refusal is recorded here, an answer by the caller.
 * @throws TrustpathError `cancelled` once the signal is aborted; nothing else
 */
export async function askRest(desk: Desk, asked: RestCall): Promise<Reply> {
  const { operation, parameters, page } = asked;
  const earlier = desk.previous({ operation, parameters, page });
  const startedAt = desk.clock.now().toISOString();
  const facts = (more: {
    status: CallFacts['status'];
    httpStatus: number | null;
    requestId: string | null;
  }) => ({
    source: desk.source,
    operation,
    region: null,
    endpoint: desk.base.rest,
    parameters,
    page,
    startedAt,
    endedAt: desk.clock.now().toISOString(),
    ...more,
  });
  return attempt(desk, asked.permission, facts, async () => {
    try {
      const response = await desk.client.request(operation, {
        ...parameters,
        ...(asked.perPage > 0 ? { per_page: asked.perPage, page: page + 1 } : {}),
        headers: earlier === null ? {} : { 'if-none-match': earlier.etag },
      });
      const headers = response.headers as Headers;
      const document = plainJson(response.data);
      const at = facts({
        status: 'ok',
        httpStatus: response.status,
        requestId: headers['x-github-request-id'] ?? null,
      });
      return received(desk, at, document, headers);
    } catch (error) {
      const thrown = error as { status?: number; response?: { headers?: Headers } };
      if (thrown.status !== 304 || earlier === null) throw error;
      const headers = thrown.response?.headers ?? {};
      const at = facts({ status: 'ok', httpStatus: 304, requestId: headers['x-github-request-id'] ?? null });
      const again = received(desk, at, earlier.document(), { ...headers, etag: earlier.etag });
      const { originalSha256, redactions } = earlier.call;
      const { answer } = again;
      return { ...again, answer: { ...answer, call: { ...answer.call, originalSha256, redactions } } };
    }
  });
}

type Headers = Readonly<Record<string, string | undefined>>;
type Facts = (more: {
  status: CallFacts['status'];
  httpStatus: number | null;
  requestId: string | null;
}) => CallFacts;

/**
 * Does `work` until it succeeds, is refused, or has been limited too often. Faults are recorded as calls.
 */
async function attempt(
  desk: Desk,
  permission: string,
  facts: Facts,
  work: () => Promise<Received>,
): Promise<Reply> {
  for (let attempts = 1; ; attempts++) {
    await desk.pauses.ready();
    try {
      const done = await abortable(desk.signal, work());
      noteHealth(desk.health, null);
      return { ok: true, received: done };
    } catch (error) {
      throwIfCancelled(desk.signal);
      if (error instanceof TrustpathError) throw error;
      const fault = faultOf(error, permission, desk.clock.now().getTime(), desk.known());
      if (fault.retryAfter !== null && fault.retryAfter <= LONGEST_PAUSE_S && attempts < ATTEMPTS) {
        desk.pauses.pause(fault.retryAfter, fault.reason);
        continue;
      }
      noteHealth(desk.health, fault);
      const { status, httpStatus, requestId } = fault;
      desk.ledger.record(githubAnswer(facts({ status, httpStatus, requestId }), null, desk.known()));
      return { ok: false, fault };
    }
  }
}

/** One request of the GraphQL API. */
export interface GraphCall {
  readonly query: string;
  readonly variables: JsonObject;
  readonly permission: string;
}

export interface GraphError {
  readonly type?: string;
  readonly message?: string;
  readonly path?: readonly (string | number)[];
}

export type GraphReply =
  | {
      readonly ok: true;
      readonly data: JsonObject;
      readonly errors: readonly GraphError[];
      readonly httpStatus: number;
      readonly requestId: string | null;
      readonly startedAt: string;
    }
  | { readonly ok: false; readonly fault: Fault; readonly startedAt: string };

/** Asks the GraphQL API. Refusals of parts come with the data; nothing is recorded here. */
export async function askGraph(desk: Desk, { query, variables, permission }: GraphCall): Promise<GraphReply> {
  const startedAt = desk.clock.now().toISOString();
  for (let attempts = 1; ; attempts++) {
    await desk.pauses.ready();
    try {
      const response = await abortable(
        desk.signal,
        desk.client.request({ method: 'POST', url: desk.base.graphql, query, variables }),
      );
      const headers = response.headers as Headers;
      const body = plainJson(response.data);
      const data = isJsonObject(body) && isJsonObject(body.data) ? body.data : null;
      const errors =
        isJsonObject(body) && Array.isArray(body.errors) ? (body.errors as readonly GraphError[]) : [];
      if (errors.some(({ type }) => type === 'RATE_LIMITED'))
        throw Object.assign(new Error('limited'), { errors, headers });
      if (data === null)
        throw Object.assign(new Error(errors[0]?.message ?? 'the answer holds no data'), {
          ...(errors.length > 0 ? { errors } : {}),
          headers,
        });
      noteHealth(desk.health, null);
      return {
        ok: true,
        data,
        errors,
        httpStatus: response.status,
        requestId: headers['x-github-request-id'] ?? null,
        startedAt,
      };
    } catch (error) {
      throwIfCancelled(desk.signal);
      const fault = faultOf(error, permission, desk.clock.now().getTime(), desk.known());
      if (fault.retryAfter !== null && fault.retryAfter <= LONGEST_PAUSE_S && attempts < ATTEMPTS) {
        desk.pauses.pause(fault.retryAfter, fault.reason);
        continue;
      }
      noteHealth(desk.health, fault);
      return { ok: false, fault, startedAt };
    }
  }
}

function received(desk: Desk, facts: CallFacts, document: Json, headers: Headers): Received {
  const answer = githubAnswer(facts, document, desk.known());
  return {
    answer,
    document: answer.document,
    next: nextPage(desk, headers.link),
    etag: headers.etag ?? null,
  };
}

/** Whether a `Link` header names a next page (RFC 8288), which must be on the same host. */
function nextPage(desk: Desk, link: string | undefined): boolean {
  const next = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
  if (next === undefined) return false;
  const { origin } = new URL(desk.base.rest);
  const url = URL.canParse(next, desk.base.rest) ? new URL(next, desk.base.rest) : null;
  if (url === null || url.origin !== origin)
    throw new Error(
      `the next page is said to be at ${url?.origin ?? 'no address'} instead of ${origin}; not followed`,
    );
  return true;
}

/** The library's pauses between attempts do not heed an abort, so the wait for it is given up here. */
async function abortable<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (signal === undefined) return work;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error('aborted'));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}

/** The library reads numbers beyond 2^53 as bigint; ids of GitHub are far below. */
function plainJson(value: unknown): Json {
  if (value === undefined || value === '') return null;
  return JSON.parse(
    JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? member.toString() : member)),
  ) as Json;
}
