import type { StartCheck } from '../schema/check-process.ts';
import type { Progress } from '../schema/contract.ts';
import type { Cases } from './cases.ts';
import type { Sessions } from './sessions.ts';
import type { OwnKey } from './signing-key.ts';

/** What a request handler gets beside its input. */
export interface RequestContext {
  readonly sessions: Sessions;
  readonly cases: Cases;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly startCheck: StartCheck | undefined;
  readonly ownKey: OwnKey;
}
