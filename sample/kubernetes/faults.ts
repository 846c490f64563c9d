import type { Answer } from './answer.ts';
import { failure } from './answer.ts';

/** What can go wrong with a request on purpose. */
export type ClusterFault =
  | 'denied'
  | 'throttled'
  | 'expired-continue'
  /** The same, and the server offers no way to go on in another state. */
  | 'expired-for-good'
  | 'unauthorized'
  | 'server-error'
  /** The answer breaks off in the middle. */
  | 'truncated'
  /** The connection breaks before any answer. */
  | 'reset';

/** One request as faults see it: `path` without its query; `attempt` counts from 1 for each path and page. */
export interface ClusterRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly attempt: number;
  /** From 1, over all requests. */
  readonly number: number;
}

export type ClusterFaults = (request: ClusterRequest) => ClusterFault | null;

/** What the server answers; null for faults of the connection. `token` goes on with the list that was asked for. */
export function faultAnswer(fault: ClusterFault, path: string, token: string | null): Answer | null {
  switch (fault) {
    case 'denied':
      return failure(403, 'Forbidden', `${path} is forbidden: User "auditor@example.com" cannot do that`);
    case 'throttled':
      return failure(429, 'TooManyRequests', 'Too many requests, please try again later.', {
        retryAfterSeconds: 0,
      });
    case 'unauthorized':
      return failure(401, 'Unauthorized', 'Unauthorized');
    case 'expired-continue':
    case 'expired-for-good':
      return failure(
        410,
        'Expired',
        'The provided continue parameter is too old to display a consistent list result.',
        fault === 'expired-continue' && token !== null ? { continue: token } : {},
      );
    case 'server-error':
      return failure(500, 'InternalError', 'Internal error occurred: etcdserver: request timed out');
    case 'truncated':
    case 'reset':
      return null;
  }
}
