import { go } from '../frame/navigation-store.ts';
import type { Tab } from '../investigate/answer.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';

/** Shows a part of the current answer, wherever the command came from. */
export function showPart(tab: Tab): void {
  go('investigate');
  useInvestigate.setState({ tab });
}
