import { AwsError } from './protocol/call.ts';

/** What can go wrong with a call on purpose. */
export type Fault =
  | 'throttled'
  | 'denied'
  | 'expired-token'
  | 'server-error'
  /** The answer breaks off in the middle. */
  | 'truncated'
  /** The connection breaks before any answer. */
  | 'reset';

/** Decides which calls fail. `attempt` counts from 1 for each operation. */
export type Faults = (call: { readonly operation: string; readonly attempt: number }) => Fault | null;

/** The error that the service would answer; null for faults of the connection. */
export function faultError(fault: Fault, operation: string): AwsError | null {
  const s3 = operation.startsWith('s3:');
  const ec2 = operation.startsWith('ec2:');
  const json = !s3 && !ec2 && !/^(?:iam|sts|cloudformation):/.test(operation);
  switch (fault) {
    case 'throttled':
      if (s3) return new AwsError('SlowDown', 503, 'Please reduce your request rate.');
      if (ec2) return new AwsError('RequestLimitExceeded', 503, 'Request limit exceeded.');
      return new AwsError(json ? 'ThrottlingException' : 'Throttling', 400, 'Rate exceeded');
    case 'denied':
      return new AwsError(
        json ? 'AccessDeniedException' : ec2 ? 'UnauthorizedOperation' : 'AccessDenied',
        json ? 400 : 403,
        `The caller is not authorized to perform: ${operation}`,
      );
    case 'expired-token':
      return new AwsError(
        json ? 'ExpiredTokenException' : 'ExpiredToken',
        json ? 400 : 403,
        'The security token included in the request is expired',
      );
    case 'server-error':
      return new AwsError(
        s3 ? 'InternalError' : 'InternalFailure',
        500,
        'We encountered an internal error. Please try again.',
      );
    case 'truncated':
    case 'reset':
      return null;
  }
}
