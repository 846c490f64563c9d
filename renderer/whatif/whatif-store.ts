import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { Change } from '../../schema/scenario.ts';
import { engine } from '../engine-client.ts';
import { go } from '../frame/navigation-store.ts';
import { asFailure } from '../frame/session-store.ts';

export interface PlannedChange {
  readonly title: string;
  readonly change: Change;
}

type Cut = Output<'cut'>;

interface WhatIfState {
  /** The snapshot that the rest is about. */
  readonly handle: string | null;
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

/** Another snapshot: a scenario of the former one says nothing of it. */
export function beginWhatIf(handle: string): void {
  if (useWhatIf.getState().handle === handle) return;
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

async function tryChanges(): Promise<void> {
  const { handle, changes } = useWhatIf.getState();
  running?.abort();
  if (handle === null || changes.length === 0) {
    useWhatIf.setState({ outcome: null, busy: null, failure: null });
    return;
  }
  await run('trying', async (signal) => ({
    outcome: await engine.request(
      'whatif',
      { handle, scenario: { changes: changes.map((each) => each.change) } },
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
