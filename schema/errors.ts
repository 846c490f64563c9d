/**
 * Every failure that a person may see. The code is stable; the message names the file, the place and the
 * reason. `status` is the command line's exit status (see docs/command-line.md).
 */
export const ERROR_CODES = {
  usage: 2,
  'input-unreadable': 3,
  'input-refused': 3,
  'entity-not-found': 3,
  'entity-ambiguous': 3,
  'credential-not-recognised': 3,
  'output-refused': 3,
  'check-failed': 4,
  'coverage-gaps': 5,
  cancelled: 130,
  'collection-failed': 3,
  'engine-lost': 3,
  internal: 1,
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export class TrustpathError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Readonly<Record<string, unknown>>; retryable?: boolean; cause?: unknown } = {},
  ) {
    super(oneLine(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TrustpathError';
    this.code = code;
    this.details = options.details ?? {};
    this.retryable = options.retryable ?? false;
  }

  get status(): number {
    return ERROR_CODES[this.code];
  }
}

const LONGEST_MESSAGE = 1_500;
const KEPT_END = 200;

/** Messages quote what is in files: a name with line breaks would look like a message of its own, a long one hide it. */
function oneLine(message: string): string {
  const line = message.replace(/[\r\n\u2028\u2029]/g, (mark) => JSON.stringify(mark).slice(1, -1));
  if (line.length <= LONGEST_MESSAGE) return line;
  return `${line.slice(0, LONGEST_MESSAGE - KEPT_END)} … ${line.slice(-KEPT_END)}`;
}

/** Throws the `cancelled` error when the signal has been aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new TrustpathError('cancelled', 'Cancelled.');
}
