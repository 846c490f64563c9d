import type { Input } from '../../schema/contract.ts';
import type { Point } from '../graph/layered-layout.ts';

/** A hop that the paths are to do without: every relation between the two, or those of one kind. */
export type DisabledHop = NonNullable<Input<'path'>['without']>[number];

/** What a person changed about how an answer is shown; the snapshot stays as it is. */
export interface ViewEdits {
  /** Entities left out of the drawing. */
  readonly hidden: readonly string[];
  /** Where entities were put in the drawing, in its own units. */
  readonly pins: ReadonlyMap<string, Point>;
  readonly disabled: readonly DisabledHop[];
}

/** The edits now, those before to go back to, and those taken back. */
export interface EditHistory {
  readonly past: readonly ViewEdits[];
  readonly now: ViewEdits;
  readonly future: readonly ViewEdits[];
}

const MOST_KEPT = 200;

const NONE: ViewEdits = { hidden: [], pins: new Map(), disabled: [] };
export const NO_EDITS: EditHistory = { past: [], now: NONE, future: [] };

export function edited(history: EditHistory, change: Partial<ViewEdits>): EditHistory {
  return {
    past: [...history.past, history.now].slice(-MOST_KEPT),
    now: { ...history.now, ...change },
    future: [],
  };
}

export function undone(history: EditHistory): EditHistory {
  const before = history.past.at(-1);
  if (!before) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future] };
}

export function redone(history: EditHistory): EditHistory {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.now], now: next, future };
}

export function hiding(edits: ViewEdits, entity: string): Partial<ViewEdits> {
  return { hidden: [...edits.hidden.filter((id) => id !== entity), entity] };
}

export function pinning(edits: ViewEdits, entity: string, at: Point | null): Partial<ViewEdits> {
  const pins = new Map(edits.pins);
  if (at === null) pins.delete(entity);
  else pins.set(entity, at);
  return { pins };
}

export function disabling(edits: ViewEdits, hop: DisabledHop): Partial<ViewEdits> {
  const same = (other: DisabledHop) =>
    other.from === hop.from && other.to === hop.to && other.kind === hop.kind;
  return { disabled: [...edits.disabled.filter((other) => !same(other)), hop] };
}
