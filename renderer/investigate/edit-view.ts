import type { Hop } from '../../schema/contract.ts';
import { setUndoable } from '../frame/undoable.ts';
import type { Point } from '../graph/layered-layout.ts';
import { askAgain } from './ask.ts';
import { keepPins } from './case-pins.ts';
import { useInvestigate } from './investigate-store.ts';
import {
  type DisabledHop,
  disabling,
  type EditHistory,
  edited,
  hiding,
  pinning,
  redone,
  undone,
  type ViewEdits,
} from './view-edits.ts';

/** Shows the answer as these edits have it; paths are asked for again where other hops are disabled by them. */
async function show(edits: EditHistory): Promise<void> {
  const { edits: before, answer } = useInvestigate.getState();
  useInvestigate.setState({ edits });
  if (answer && edits.now.pins !== before.now.pins) void keepPins(answer, before.now.pins, edits.now.pins);
  if (answer && edits.now.disabled !== before.now.disabled) await askAgain(answer);
}

function edit(change: Partial<ViewEdits>): Promise<void> {
  return show(edited(useInvestigate.getState().edits, change));
}

const now = (): ViewEdits => useInvestigate.getState().edits.now;

export function hideEntity(id: string): void {
  useInvestigate.setState({ selection: null });
  void edit(hiding(now(), id));
}

export function showHidden(): void {
  void edit({ hidden: [] });
}

export function pinEntity(id: string, at: Point | null): void {
  void edit(pinning(now(), id, at));
}

export function unpinAll(): void {
  void edit({ pins: new Map() });
}

/** Has the paths do without a hop: one relation's kind, or every relation between the two. */
export function disableHop(hop: Pick<Hop, 'from' | 'to'>, kind?: Hop['kind']): Promise<void> {
  return edit(disabling(now(), { from: hop.from, to: hop.to, ...(kind && { kind }) }));
}

export function enableHop(hop: DisabledHop): Promise<void> {
  return edit({ disabled: now().disabled.filter((other) => other !== hop) });
}

export function enableAllHops(): Promise<void> {
  return edit({ disabled: [] });
}

setUndoable('investigate', {
  canUndo: () => useInvestigate.getState().edits.past.length > 0,
  canRedo: () => useInvestigate.getState().edits.future.length > 0,
  undo: () => show(undone(useInvestigate.getState().edits)),
  redo: () => show(redone(useInvestigate.getState().edits)),
});
