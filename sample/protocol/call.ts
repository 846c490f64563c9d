/** One call as it came in, whatever its protocol. */
export interface IncomingCall {
  /** `iam:ListAccessKeys`, in AWS's own spelling. */
  readonly operation: string;
  readonly parameters: Parameters;
  /** The access key that signed it. */
  readonly keyId: string;
  readonly requestId: string;
}

/** Query parameters are text, with lists flattened to `Name.member.1`; JSON parameters are as they came. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Plain data that a protocol writes out; `Date` is written in the protocol's own way. */
export type Answer =
  | string
  | number
  | boolean
  | null
  | Date
  | readonly Answer[]
  | { readonly [member: string]: Answer | undefined };
export type AnswerObject = { readonly [member: string]: Answer | undefined };

/** Answers one operation, or throws an `AwsError`. */
export type Handler = (call: IncomingCall) => AnswerObject;

/** An error as AWS gives it: code, HTTP status, message. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly resource: string | null;

  constructor(code: string, status: number, message: string, resource: string | null = null) {
    super(message);
    this.code = code;
    this.status = status;
    this.resource = resource;
  }
}

export function textParameter(parameters: Parameters, name: string): string {
  const value = parameters[name];
  return typeof value === 'string' ? value : '';
}

/** A slice of a list, the token being the place of the next item in base64, as opaque to a client as AWS's own. */
export function page<T>(
  items: readonly T[],
  token: string,
  asked: unknown,
  most: number,
): { readonly items: readonly T[]; readonly next: string | undefined } {
  const start =
    token === '' ? 0 : Number(Buffer.from(token, 'base64').toString('latin1').replace('from:', ''));
  if (!Number.isInteger(start) || start < 0 || start > items.length) {
    throw new AwsError('ValidationError', 400, 'The pagination token is not valid.');
  }
  const size = Math.min(most, Number(asked) > 0 ? Number(asked) : most);
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(`from:${end}`).toString('base64') : undefined,
  };
}
