import type { View } from '../frame/navigation-store.ts';
import { type Answer, type Tab, tabsOf } from '../investigate/answer.ts';

/** All that decides whether a command can be run now. */
export interface CommandState {
  readonly view: View;
  readonly snapshotOpen: boolean;
  readonly answer: Answer | null;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** The id of the entity chosen in Investigate, if one is. */
  readonly entity: string | null;
}

/** One thing a person can do, the same in the palette, the native menu and on a key. */
export interface Command {
  /** Stable: the native menu knows the command by it. */
  readonly id: string;
  readonly label: string;
  readonly menu: 'File' | 'View' | 'Go' | 'Help';
  readonly keywords: readonly string[];
  /** `Mod+K`: Mod is Command on a Mac and Control elsewhere. */
  readonly shortcut: string | null;
  /** Also in the context menu of an entity. */
  readonly context?: 'entity';
  readonly when: (state: CommandState) => boolean;
  readonly run: () => void | Promise<void>;
}

export const always = (): boolean => true;
export const withSnapshot = (state: CommandState): boolean => state.snapshotOpen;
export const withAnswer = (state: CommandState): boolean =>
  state.snapshotOpen && state.answer !== null && state.answer.kind !== 'recognition';
/** Where the current answer has this part. */
export const withPart =
  (tab: Tab) =>
  (state: CommandState): boolean =>
    state.snapshotOpen && state.answer !== null && tabsOf(state.answer).includes(tab);
