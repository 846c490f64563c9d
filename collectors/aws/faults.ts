import { redactText } from '../redact.ts';

/** How a call ended that brought no document. `network` is a failure to reach or understand the endpoint at all. */
export interface Fault {
  /** `skipped` where the call was not made. */
  readonly status: 'denied' | 'throttled' | 'failed' | 'skipped';
  /** The credentials themselves have run out: nothing later can succeed either. */
  readonly expired: boolean;
  readonly network: boolean;
  /** The provider's error code, e.g. `AccessDenied`. */
  readonly code: string;
  /** Code and message on one line, redacted. */
  readonly reason: string;
}

/** A fault of a call that was made. */
export type AnsweredFault = Fault & { readonly status: 'denied' | 'throttled' | 'failed' };

const EXPIRED =
  /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired|CredentialsProviderError|TokenProviderError)$/;
const DENIED =
  /^(AccessDenied|AccessDeniedException|AccessDeniedFault|UnauthorizedOperation|UnauthorizedAccess|AuthorizationError|AuthorizationErrorException|NotAuthorized|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|InvalidAccessKeyId|OptInRequired|MissingAuthenticationToken|AllAccessDisabled|Forbidden)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|RequestThrottled|RequestThrottledException|TooManyRequestsException|RequestLimitExceeded|BandwidthLimitExceeded|ProvisionedThroughputExceededException|LimitExceededException|LimitExceeded|PriorRequestNotComplete|SlowDown)$/;
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|ECONNABORTED|TimeoutError|EPROTO|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_.*|SELF_SIGNED_CERT_IN_CHAIN|ERR_TLS_.*)$/;

interface ProviderError {
  readonly name?: unknown;
  readonly Code?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}

/** Classifies what an SDK call threw. `known` are the session's own secrets, kept out of the reason. */
export function faultOf(error: unknown, known: readonly string[]): AnsweredFault {
  const thrown = (
    typeof error === 'object' && error !== null ? error : { message: String(error) }
  ) as ProviderError;
  const code = codeOf(thrown);
  const httpStatus = thrown.$metadata?.httpStatusCode ?? null;
  const expired = EXPIRED.test(code);
  const throttled = THROTTLED.test(code) || httpStatus === 429 || thrown.$retryable?.throttling === true;
  const denied = expired || DENIED.test(code) || httpStatus === 401 || httpStatus === 403;
  return {
    status: throttled ? 'throttled' : denied ? 'denied' : 'failed',
    expired,
    network: NETWORK.test(code) && !throttled && !denied,
    code,
    reason: oneLine(
      redactText(`${code}${httpStatus === null ? '' : ` (HTTP ${httpStatus})`}: ${messageOf(thrown)}`, known),
    ),
  };
}

/** Names differ by protocol: `NoSuchEntity` in the answer is `NoSuchEntityException` in the SDK's classes. */
function codeOf(error: ProviderError): string {
  if (error instanceof SyntaxError || /XML parse error|Deserialization error/.test(String(error.message)))
    return 'UnreadableAnswer';
  for (const value of [error.Code, error.code, error.name])
    if (typeof value === 'string' && value !== '') return value;
  return 'Error';
}

function messageOf(error: ProviderError): string {
  const message = typeof error.message === 'string' ? error.message : '';
  // The SDK adds advice for programmers to answers that it could not parse.
  return message.split(/\n\s*Deserialization error:/)[0] || 'no message';
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 600 ? `${line.slice(0, 600)}…` : line;
}
