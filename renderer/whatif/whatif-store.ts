import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { Change, Scenario } from '../../schema/scenario.ts';
import { engine } from '../engine-client.ts';
import { go } from '../frame/navigation-store.ts';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { asFailure, fileName, useSession } from '../frame/session-store.ts';
import { setUndoable } from '../frame/undoable.ts';
import { fromShell, shell } from '../shell.ts';

export interface PlannedChange {
  readonly title: string;
  readonly change: Change;
}

type Cut = Output<'cut'>;

interface WhatIfState {
  /** The snapshot that the rest is about. */
  readonly handle: string | null;
  /** What it is called where it was opened or kept; null while it has no name. */
  readonly name: string | null;
  /** Where an attacker starts; empty: anywhere. */
  readonly from: readonly string[];
  readonly changes: readonly PlannedChange[];
  /** Lists of changes before and after, for undoing and doing again. */
  readonly past: readonly (readonly PlannedChange[])[];
  readonly future: readonly (readonly PlannedChange[])[];
  readonly outcome: Output<'whatif'> | null;
  readonly cut: Cut | null;
  readonly busy: 'trying' | 'cutting' | null;
  readonly failure: TrustpathError | null;
}

const FRESH = {
  name: null,
  from: [],
  changes: [],
  past: [],
  future: [],
  outcome: null,
  cut: null,
  busy: null,
  failure: null,
} as const;

export const useWhatIf = create<WhatIfState>(() => ({ handle: null, ...FRESH }));

let running: AbortController | null = null;

export function stopWhatIf(): void {
  running?.abort();
}

/** Another snapshot: a scenario of the former one says nothing of it. The same again: the scenario is kept. */
export function beginWhatIf(handle: string): void {
  const former = useWhatIf.getState().handle;
  if (former === handle) return;
  if (isSameSnapshot(former, handle)) {
    useWhatIf.setState({ handle });
    return;
  }
  running?.abort();
  useWhatIf.setState({ handle, ...FRESH });
}

/** Adds changes to the scenario, shows it and tries it. */
export function planChanges(handle: string, added: readonly PlannedChange[]): void {
  beginWhatIf(handle);
  const { changes } = useWhatIf.getState();
  const titles = new Set(changes.map((each) => each.title));
  replaceChanges([...changes, ...added.filter((each) => !titles.has(each.title))]);
  go('whatif');
}

export function dropChange(index: number): void {
  replaceChanges(useWhatIf.getState().changes.filter((_, at) => at !== index));
}

export function dropAllChanges(): void {
  replaceChanges([]);
  useWhatIf.setState({ name: null, from: [] });
}

/** Moves a change to an earlier or later place: each is made to what those before it leave. */
export function moveChange(index: number, by: -1 | 1): void {
  const { changes } = useWhatIf.getState();
  const moved = changes[index];
  const other = changes[index + by];
  if (!moved || !other) return;
  replaceChanges(changes.with(index, other).with(index + by, moved));
}

/** The scenario as it is kept and shared. */
export function scenarioNow(): Scenario {
  const { name, from, changes } = useWhatIf.getState();
  return {
    ...(name !== null && { name }),
    ...(from.length > 0 && { from: [...from] }),
    changes: changes.map((each) => each.change),
  };
}

/** Shows a scenario that was kept or written down, in place of the one there, and tries it. Undoing brings that back. */
export async function showScenario(handle: string, scenario: Scenario, name: string): Promise<void> {
  beginWhatIf(handle);
  go('whatif');
  const changes = await titled(handle, scenario.changes);
  if (useWhatIf.getState().handle !== handle) return;
  useWhatIf.setState({ name, from: scenario.from ?? [] });
  replaceChanges(changes);
}

/** Reads a scenario from a file that the person chooses. */
export async function openScenario(): Promise<void> {
  try {
    const [path] = (await fromShell(shell().chooseFiles('scenario'))).paths;
    if (path !== undefined) await openScenarioAt(path);
  } catch (thrown) {
    useWhatIf.setState({ failure: asFailure(thrown) });
  }
}

/** Reads a scenario from a file and tries it on the snapshot that is open. */
export async function openScenarioAt(path: string): Promise<void> {
  const handle = useSession.getState().snapshot?.handle;
  go('whatif');
  if (handle === undefined) return;
  try {
    const { scenario } = await engine.request('scenario.read', { path });
    await showScenario(handle, scenario, scenario.name ?? fileName(path).replace(/\.json$/i, ''));
  } catch (thrown) {
    useWhatIf.setState({ failure: asFailure(thrown) });
  }
}

/** Changes with the words that the plan has for them; by their kind where it has none. */
async function titled(handle: string, changes: readonly Change[]): Promise<readonly PlannedChange[]> {
  const steps = await engine.request('plan', { handle, changes: [...changes] }).then(
    (plan) => plan.steps,
    // What cannot be planned, because something in it is not there, is said when it is tried.
    () => [],
  );
  const titles = new Map(steps.map(({ change, title }) => [JSON.stringify(change), title]));
  return changes.map((change) => ({
    change,
    title: titles.get(JSON.stringify(change)) ?? plainTitle(change),
  }));
}

function plainTitle({ change, ...about }: Change): string {
  const names = Object.values(about).filter((value) => typeof value === 'string');
  const words = change.replaceAll('-', ' ');
  return `${words[0]?.toUpperCase()}${words.slice(1)}: ${names.join(', ')}`;
}

function replaceChanges(changes: readonly PlannedChange[]): void {
  useWhatIf.setState((state) => ({ changes, past: [...state.past, state.changes], future: [] }));
  void tryChanges();
}

export function undoChange(): void {
  const { past } = useWhatIf.getState();
  const before = past.at(-1);
  if (!before) return;
  useWhatIf.setState((state) => ({
    changes: before,
    past: past.slice(0, -1),
    future: [state.changes, ...state.future],
  }));
  void tryChanges();
}

export function redoChange(): void {
  const [next, ...future] = useWhatIf.getState().future;
  if (!next) return;
  useWhatIf.setState((state) => ({ changes: next, past: [...state.past, state.changes], future }));
  void tryChanges();
}

setUndoable('whatif', {
  canUndo: () => useWhatIf.getState().past.length > 0,
  canRedo: () => useWhatIf.getState().future.length > 0,
  undo: undoChange,
  redo: redoChange,
});

async function tryChanges(): Promise<void> {
  const { handle, changes, from } = useWhatIf.getState();
  running?.abort();
  if (handle === null || changes.length === 0) {
    useWhatIf.setState({ outcome: null, busy: null, failure: null });
    return;
  }
  await run('trying', async (signal) => ({
    outcome: await engine.request(
      'whatif',
      {
        handle,
        scenario: {
          changes: changes.map((each) => each.change),
          ...(from.length > 0 && { from: [...from] }),
        },
      },
      { signal },
    ),
  }));
}

/** Asks for the least that has to change so that nothing reaches `to` any more. */
export async function findCut(handle: string, from: string | null, to: string): Promise<void> {
  beginWhatIf(handle);
  go('whatif');
  await run('cutting', async (signal) => ({
    cut: await engine.request('cut', { handle, to, ...(from !== null && { from }) }, { signal }),
  }));
}

async function run(
  busy: 'trying' | 'cutting',
  work: (signal: AbortSignal) => Promise<Partial<WhatIfState>>,
): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  useWhatIf.setState({ busy, failure: null });
  try {
    const found = await work(own.signal);
    if (running === own) useWhatIf.setState({ ...found, busy: null });
  } catch (thrown) {
    if (running !== own) return;
    const failure = asFailure(thrown);
    useWhatIf.setState({ busy: null, failure: failure.code === 'cancelled' ? null : failure });
  }
}
