import { showProgrammePart } from '../programme/programme-store.ts';
import { useBehaviour } from './behaviour-store.ts';

/** Goes to the behaviour of an identity, whatever the list shows. */
export function showBehaviourOf(subject: string): void {
  useBehaviour.setState({ subject, words: '', onlyDeviating: false });
  showProgrammePart('behaviour');
}
