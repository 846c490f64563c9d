import { HttpMethod, IsomorphicFetchHttpLibrary, RequestContext } from '@kubernetes/client-node';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { Json } from '../../schema/json.ts';
import type { Clock } from '../clock.ts';
import { redactText } from '../redact.ts';
import { sleep } from '../sleep.ts';
import { type Fault, faultOfAnswer, faultOfError } from './faults.ts';
import type { KubernetesContext } from './kubeconfig.ts';

/** One request, as it is made of the API server. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** `/api/v1/pods`, with its query. */
  readonly path: string;
  readonly accept?: string;
  readonly body?: Json;
}

export interface ApiAnswer {
  readonly status: number;
  readonly document: Json;
  /** The id under which the server's own audit log knows the request. */
  readonly requestId: string | null;
}

export type Exchange =
  | { readonly ok: true; readonly answer: ApiAnswer }
  | { readonly ok: false; readonly fault: Fault };

/** Sends requests to one API server with the credentials of one context. */
export interface Transport {
  readonly server: string;
  /** Secrets of the session, to be kept out of everything. */
  readonly known: () => readonly string[];
  /**
   * Sends until an answer came or there is no point in trying further.
   * @throws TrustpathError `cancelled`; nothing else
   */
  send(request: ApiRequest): Promise<Exchange>;
  close(): Promise<void>;
}

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 60_000;
const ANSWER_DEADLINE_MS = 120_000;
/** Of one answer: a page of objects has a few megabytes. */
const MAX_BODY_BYTES = 128 * 1024 * 1024;

export function openTransport(
  { config, server }: KubernetesContext,
  clock: Clock,
  signal: AbortSignal | undefined,
): Transport {
  const library = new IsomorphicFetchHttpLibrary();
  const secrets = new Set<string>();
  const user = config.getCurrentUser();
  for (const secret of [user?.token, user?.password]) if (secret) secrets.add(secret);
  const known = () => [...secrets];
  let dispatcher: ReturnType<RequestContext['getDispatcher']>;

  async function exchange(request: ApiRequest): Promise<Exchange & { retryAfterMs?: number | null }> {
    const context = new RequestContext(`${server}${request.path}`, HttpMethod[request.method]);
    try {
      await config.applySecurityAuthentication(context);
    } catch (error) {
      return { ok: false, fault: faultOfError(error, known(), 'credentials') };
    }
    const authorization = context.getHeaders().Authorization;
    if (authorization !== undefined) secrets.add(authorization.replace(/^\w+\s+/, ''));
    // One for all requests, so that connections are used again.
    dispatcher ??= context.getDispatcher();
    if (dispatcher !== undefined) context.setDispatcher(dispatcher);
    context.setHeaderParam('Accept', request.accept ?? 'application/json');
    context.setHeaderParam('User-Agent', 'trustpath');
    if (request.body !== undefined) {
      context.setHeaderParam('Content-Type', 'application/json');
      context.setBody(JSON.stringify(request.body));
    }
    const deadline = AbortSignal.timeout(ANSWER_DEADLINE_MS);
    context.setSignal(signal === undefined ? deadline : AbortSignal.any([signal, deadline]));
    try {
      const response = await library.send(context).toPromise();
      clock.note(response.headers.date);
      const text = await bodyText(response.body.stream());
      const answered = { status: response.httpStatusCode, requestId: response.headers['audit-id'] ?? null };
      if (response.httpStatusCode < 200 || response.httpStatusCode > 299)
        return {
          ok: false,
          fault: faultOfAnswer(response.httpStatusCode, text, known(), answered.requestId),
          retryAfterMs: retryAfter(response.headers['retry-after'], clock.now()),
        };
      return { ok: true, answer: { ...answered, document: JSON.parse(text) as Json } };
    } catch (error) {
      return { ok: false, fault: faultOfError(error, known(), 'network') };
    }
  }

  return {
    server,
    known,
    async send(request) {
      let pause = FIRST_PAUSE_MS;
      for (let attempt = 1; ; attempt++) {
        throwIfCancelled(signal);
        const result = await exchange(request);
        throwIfCancelled(signal);
        if (result.ok || !result.fault.retryable || attempt === ATTEMPTS) return result;
        if (result.fault.network) {
          // The connections that were kept may all lead to a server that is gone.
          await dispatcher?.destroy().catch(() => undefined);
          dispatcher = undefined;
        }
        await sleep(
          Math.min(result.retryAfterMs ?? pause * (0.75 + Math.random() / 2), LONGEST_PAUSE_MS),
          signal,
        );
        pause *= 2;
      }
    },
    async close() {
      await dispatcher?.close().catch(() => undefined);
    },
  };
}

async function bodyText(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  if (stream === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw Object.assign(new Error(`the answer has more than ${MAX_BODY_BYTES / 1024 / 1024} MB`), {
        code: 'TooLarge',
      });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** RFC 9110, 10.2.3: seconds or a date. */
function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/** Why nothing can be collected through this context at all. */
export function noCluster(context: KubernetesContext, fault: Fault): TrustpathError {
  return new TrustpathError(
    'collection-failed',
    redactText(`${context.context} (${context.server}): ${fault.reason}.`),
    { retryable: fault.network || fault.expired },
  );
}
