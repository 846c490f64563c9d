import { redactText } from '../redact.ts';
import { OtherHost } from './pinned-fetch.ts';

/** How a call ended that brought no document. */
export interface Fault {
  readonly status: 'denied' | 'throttled' | 'failed';
  /** The token itself is no good: nothing later can succeed either. */
  readonly unauthorised: boolean;
  readonly network: boolean;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** On one line, redacted. */
  readonly reason: string;
  /** Seconds to wait before another attempt, where GitHub or its rules say so. */
  readonly retryAfter: number | null;
}

interface Thrown {
  readonly status?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly response?: {
    readonly headers?: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
  readonly errors?: readonly GraphError[];
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
}

/** Without a word of how long, secondary limits want at least a minute. */
const SECONDARY_PAUSE = 60;

/**
 * Classifies what a call threw. `needs` is the permission the operation is known to need, said where GitHub names none.
 * `now` in milliseconds. `known` are the session's own secrets.
 */
export function faultOf(error: unknown, needs: string, now: number, known: readonly string[]): Fault {
  const thrown = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as Thrown;
  const headers = thrown.response?.headers ?? thrown.headers ?? {};
  const header = (name: string) => (headers[name] === undefined ? null : String(headers[name]));
  const answered = thrown.response !== undefined || Object.keys(headers).length > 0;
  const status = typeof thrown.status === 'number' && answered ? thrown.status : null;
  const message = messageOf(thrown);
  const errors = thrown.errors ?? errorsOf(thrown.response?.data);
  const limited =
    errors?.some(({ type }) => type === 'RATE_LIMITED') || header('x-ratelimit-remaining') === '0';
  const secondary = /\bsecondary rate\b/i.test(message) || (status === 429 && !limited);
  const throttled =
    (status === 403 || status === 429 || status === 200 || errors !== undefined) && (limited || secondary);
  const retryAfter = throttled ? pause(header, secondary && !limited, now) : null;
  const forbidden =
    errors?.some(
      ({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES' || type === 'SAML_PROTECTED',
    ) ?? false;
  const denied =
    !throttled && (status === 401 || status === 403 || status === 404 || status === 451 || forbidden);
  const why = denied ? permissionSaid(status, header, needs) : '';
  const said = status === null ? message : `HTTP ${status}: ${message}`;
  return {
    status: throttled ? 'throttled' : denied ? 'denied' : 'failed',
    unauthorised: status === 401,
    network: status === null && errors === undefined && !(thrown.cause instanceof OtherHost),
    httpStatus: status,
    requestId: header('x-github-request-id'),
    reason: oneLine(redactText(`${said}${why}`, known)),
    retryAfter,
  };
}

function pause(header: (name: string) => string | null, secondary: boolean, now: number): number {
  const after = Number(header('retry-after') ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return after;
  if (secondary) return SECONDARY_PAUSE;
  const reset = Number(header('x-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(reset) ? Math.max(1, Math.ceil(reset - now / 1000) + 1) : SECONDARY_PAUSE;
}

/** What would have shown it, in GitHub's own words where it says so. */
function permissionSaid(
  status: number | null,
  header: (name: string) => string | null,
  needs: string,
): string {
  if (status === 401) return '';
  const hidden = status === 404 ? '; GitHub answers 404 for what a token may not see' : '';
  const sso =
    header('x-github-sso') === null
      ? ''
      : '; the token is not authorised for the organization’s single sign-on';
  const accepted = header('x-accepted-github-permissions');
  if (accepted) return `${hidden}${sso}; GitHub names the permission ${accepted}`;
  const scopes = header('x-accepted-oauth-scopes');
  if (scopes) return `${hidden}${sso}; GitHub names the scope ${scopes}`;
  return `${hidden}${sso}; it needs ${needs}`;
}

type GraphError = { readonly type?: string; readonly message?: string };
function errorsOf(data: unknown): readonly GraphError[] | undefined {
  const errors =
    typeof data === 'object' && data !== null ? (data as { errors?: unknown }).errors : undefined;
  return Array.isArray(errors) ? (errors as readonly GraphError[]) : undefined;
}

function messageOf({ message, errors, cause }: Thrown): string {
  if (cause instanceof OtherHost) return cause.message;
  const [first] = errors ?? [];
  const text = first?.message ?? (typeof message === 'string' ? message : '');
  // The address of a page of documentation follows.
  return text.replace(/ - https:\/\/\S+$/, '') || 'no message';
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 600 ? `${line.slice(0, 600)}…` : line;
}
