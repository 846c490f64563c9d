import type { TrustPath } from '../../schema/contract.ts';
import { shownPaths } from './answer.ts';
import { useInvestigate } from './investigate-store.ts';

/** The path that is chosen in the list of the answer shown; null where there is none. */
export function chosenPath(): TrustPath | null {
  const { answer, controlled, path } = useInvestigate.getState();
  return answer === null ? null : (shownPaths(answer, controlled)[path] ?? null);
}
