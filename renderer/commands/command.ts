import type { Hop } from '../../schema/contract.ts';
import type { View } from '../frame/navigation-store.ts';
import { type Answer, type Tab, tabsOf } from '../investigate/answer.ts';
import type { ViewEdits } from '../investigate/view-edits.ts';

/** All that decides whether a command can be run now. */
export interface CommandState {
  readonly view: View;
  readonly snapshotOpen: boolean;
  readonly answer: Answer | null;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** The id of the entity chosen in Investigate, if one is. */
  readonly entity: string | null;
  /** The relations chosen in Investigate: several where they lead from the same entity to the same other. */
  readonly hops: readonly Hop[];
  /** What was changed about how the answer is shown. */
  readonly edits: ViewEdits;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** A drawing is in sight. */
  readonly drawing: boolean;
  /** Whether the open case has an action to take back, or one taken back to do again. */
  readonly caseCanUndo: boolean;
  readonly caseCanRedo: boolean;
  /** Whether measures of the open snapshot are there, in the view that shows them. */
  readonly measured: boolean;
  /** Whether What if has changes. */
  readonly scenarioBegun: boolean;
}

/** What a context menu can be about. */
export type MenuContext = 'entity' | 'hops' | 'finding' | 'path';

/** One thing a person can do, the same in the palette, the native menu and on a key. */
export interface Command {
  /** Stable: the native menu knows the command by it. */
  readonly id: string;
  readonly label: string;
  readonly menu: 'File' | 'Edit' | 'View' | 'Go' | 'Help';
  readonly keywords: readonly string[];
  /** `Mod+K`: Mod is Command on a Mac and Control elsewhere. */
  readonly shortcut: string | null;
  /** Also in the context menu of what is named. */
  readonly context?: MenuContext | readonly MenuContext[];
  /** What the context menu calls it, where it is plain what it is about; default: the label. */
  readonly short?: string;
  /** Where it stands in the context menu. */
  readonly group?: 'ask' | 'change' | 'mark' | 'copy';
  /** While somebody types, its key belongs to the box that is typed in. */
  readonly notWhileTyping?: true;
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

/** Where measures are shown. */
export const withMeasures = (state: CommandState): boolean => state.snapshotOpen && state.measured;

/** In Investigate, with relations chosen. */
export const withHops = (state: CommandState): boolean => state.snapshotOpen && state.hops.length > 0;
/** In Investigate, with a drawing in sight. */
export const withDrawing = (state: CommandState): boolean =>
  state.snapshotOpen && state.view === 'investigate' && state.drawing;
