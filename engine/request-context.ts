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

/** Progress of work that says what it does, and not how much is left of it. */
export function doing(stage: string, onProgress: RequestContext['onProgress']): (what: string) => void {
  return (detail) => onProgress({ stage, source: null, detail, done: 0, total: null, gaps: 0 });
}
