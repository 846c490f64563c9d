import { here, useNavigation } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { type Answer, startOf } from '../investigate/answer.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { findCut } from './whatif-store.ts';

interface CutQuestion {
  /** Null: from whatever an attacker may begin with. */
  readonly from: string | null;
  readonly to: string;
}

/** From what is asked about in Investigate to its target, or to the first crown jewel that the answer leads to. */
export function cutQuestion(answer: Answer | null, target: string | null): CutQuestion | null {
  const paths = answer && 'paths' in answer ? answer.paths : [];
  const to = target ?? paths[0]?.to ?? null;
  return to === null ? null : { from: answer ? startOf(answer) : null, to };
}

/** Looks for the least that has to change so that the current answer's paths end. */
export function cutThis(): void {
  const handle = useSession.getState().snapshot?.handle;
  const question = cutQuestion(
    here(useNavigation.getState()).answer,
    useInvestigate.getState().target?.id ?? null,
  );
  if (handle !== undefined && question) void findCut(handle, question.from, question.to);
}
