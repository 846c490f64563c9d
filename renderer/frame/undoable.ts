import type { View } from './navigation-store.ts';

/** What undo and redo act on in a view. */
export interface Undoable {
  canUndo(): boolean;
  canRedo(): boolean;
  undo(): void | Promise<void>;
  redo(): void | Promise<void>;
}

const undoables = new Map<View, Undoable>();

/** Has undo and redo act on this while the view is shown. */
export function setUndoable(view: View, undoable: Undoable): void {
  undoables.set(view, undoable);
}

export function undoableOf(view: View): Undoable | undefined {
  return undoables.get(view);
}
