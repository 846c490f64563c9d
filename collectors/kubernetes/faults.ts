import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { redactText } from '../redact.ts';

/** How a request ended that brought no document. */
export interface Fault {
  readonly status: 'denied' | 'throttled' | 'failed' | 'skipped';
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** The credentials are not accepted, so nothing later will succeed either. */
  readonly expired: boolean;
  /** The server could not be reached, or what it said could not be understood. */
  readonly network: boolean;
  readonly retryable: boolean;
  /** A page token that the server no longer takes; `resume` continues the list in another state of the cluster. */
  readonly staleToken: { readonly resume: string | null } | null;
  /** One line, redacted. */
  readonly reason: string;
}

const NONE = { requestId: null, expired: false, network: false, retryable: false, staleToken: null } as const;

/** A request that was not made, because of those before it. */
export function notTried(status: 'denied' | 'failed' | 'skipped', reason: string): Fault {
  return { ...NONE, status, httpStatus: null, reason };
}

/** Classifies an answer that is no success. Kubernetes describes it as a `Status` object. */
export function faultOfAnswer(
  httpStatus: number,
  body: string,
  known: readonly string[],
  requestId: string | null,
): Fault {
  const status = statusObject(body);
  const reason = typeof status.reason === 'string' && status.reason !== '' ? `${status.reason} ` : '';
  const message = typeof status.message === 'string' ? status.message : '';
  const metadata = isJsonObject(status.metadata) ? status.metadata : {};
  return {
    ...NONE,
    status: httpStatus === 401 || httpStatus === 403 ? 'denied' : httpStatus === 429 ? 'throttled' : 'failed',
    httpStatus,
    requestId,
    expired: httpStatus === 401,
    retryable: httpStatus === 429 || httpStatus === 408 || httpStatus >= 500,
    staleToken:
      httpStatus === 410
        ? {
            resume:
              typeof metadata.continue === 'string' && metadata.continue !== '' ? metadata.continue : null,
          }
        : null,
    reason: oneLine(
      redactText(`${reason}(HTTP ${httpStatus})${message === '' ? '' : `: ${message}`}`, known),
    ),
  };
}

/** Classifies what sending threw: `network` on the way, `credentials` before it (an exec plugin, a file). */
export function faultOfError(
  error: unknown,
  known: readonly string[],
  where: 'network' | 'credentials',
): Fault {
  const code = codeOf(error);
  const message =
    error instanceof SyntaxError
      ? 'the answer is cut off or no JSON'
      : `${code === null ? '' : `${code}: `}${error instanceof Error ? error.message : String(error)}`;
  const certificate = code !== null && /CERT|UNABLE_TO_|ERR_TLS/.test(code);
  return {
    ...NONE,
    status: where === 'credentials' ? 'denied' : 'failed',
    httpStatus: null,
    expired: where === 'credentials',
    network: where === 'network',
    retryable: where === 'network' && !certificate && code !== 'TooLarge',
    reason: oneLine(redactText(where === 'credentials' ? `no credentials: ${message}` : message, known)),
  };
}

/** The cause says more than the "fetch failed" around it. */
function codeOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    if (typeof code === 'string' && code !== '') return code;
    at = cause;
  }
  return null;
}

function statusObject(body: string): JsonObject {
  try {
    const value = JSON.parse(body) as Json;
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > 600 ? `${line.slice(0, 600)}…` : line;
}
