import { create } from 'zustand';
import type { Answer } from '../investigate/answer.ts';

export type View =
  | 'start'
  | 'collect'
  | 'investigate'
  | 'identities'
  | 'findings'
  | 'coverage'
  | 'evidence'
  | 'whatif'
  | 'compare'
  | 'case'
  | 'programme';

export interface Place {
  readonly view: View;
  /** The answer that Investigate shows there. */
  readonly answer: Answer | null;
}

export interface Navigation {
  readonly places: readonly Place[];
  readonly at: number;
}

/** Places kept for going back; the oldest fall off. */
const MOST = 60;

export function visit(history: Navigation, place: Place): Navigation {
  const here = history.places[history.at];
  if (here && here.view === place.view && here.answer === place.answer) return history;
  const places = [...history.places.slice(0, history.at + 1), place].slice(-MOST);
  return { places, at: places.length - 1 };
}

export function move(history: Navigation, by: -1 | 1): Navigation {
  const at = history.at + by;
  return at < 0 || at >= history.places.length ? history : { ...history, at };
}

const START: Place = { view: 'start', answer: null };

export const useNavigation = create<Navigation>(() => ({ places: [START], at: 0 }));

export function here(history: Navigation): Place {
  return history.places[history.at] ?? START;
}

export function go(view: View): void {
  useNavigation.setState((history) => visit(history, { view, answer: here(history).answer }));
}

export function showAnswer(answer: Answer): void {
  useNavigation.setState((history) => visit(history, { view: 'investigate', answer }));
}

/** The same answer, asked again with other options: takes the place of the one shown. */
export function replaceAnswer(answer: Answer): void {
  useNavigation.setState((history) => ({
    places: history.places.map((place, index) => (index === history.at ? { ...place, answer } : place)),
  }));
}

export function goBack(): void {
  useNavigation.setState((history) => move(history, -1));
}

export function goForward(): void {
  useNavigation.setState((history) => move(history, 1));
}

/** Another snapshot is open: answers about the former one are gone with it. */
export function startOver(view: View): void {
  useNavigation.setState({ places: [{ view, answer: null }], at: 0 });
}
