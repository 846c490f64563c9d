import { create } from 'zustand';
import type { Input } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { TrendColumn } from '../../schema/measures.ts';
import { useCase } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { asFailure, showFailure, useSession } from '../frame/session-store.ts';
import { copyText, fromShell, shell } from '../shell.ts';
import { measuresCsv, measuresMarkdown } from './measures-text.ts';

interface MeasuresState {
  readonly handle: string | null;
  readonly columns: readonly TrendColumn[];
  /** What is measured now, and how many were; null: nothing is. */
  readonly progress: { readonly detail: string; readonly done: number; readonly total: number } | null;
  readonly failure: TrustpathError | null;
  /** Snapshots besides those of the case, by path, until another snapshot is opened. */
  readonly chosen: readonly string[];
  readonly selected: number;
  /** The measure whose entities are listed, by its id. */
  readonly behind: string | null;
}

const FRESH = {
  columns: [],
  progress: null,
  failure: null,
  chosen: [],
  selected: 0,
  behind: null,
} as const;

export const useMeasures = create<MeasuresState>(() => ({ handle: null, ...FRESH }));

let running: AbortController | null = null;

export function stopMeasuring(): void {
  running?.abort();
  useMeasures.setState({ progress: null });
}

/** The measures of the open snapshot at once, then those of the others with them. */
export async function measure(handle: string): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  const state = useMeasures.getState();
  useMeasures.setState(isSameSnapshot(state.handle, handle) ? { handle } : { handle, ...FRESH });
  const { chosen } = useMeasures.getState();
  const { open } = useCase.getState();
  const { snapshot } = useSession.getState();
  if (!snapshot) return;
  const { digest, path } = snapshot.info;
  const others: Input<'measures'>['snapshots'] = [
    ...(open?.snapshots ?? [])
      .filter((each) => each.digest !== digest)
      .map((each) => ({ path: each.path, digest: each.digest })),
    ...chosen.filter((each) => each !== path).map((each) => ({ path: each })),
  ];
  const seen = new Set<string>();
  const asked = others.filter((each) => 'path' in each && !seen.has(each.path) && seen.add(each.path));
  useMeasures.setState({ failure: null, progress: { detail: path, done: 0, total: asked.length + 1 } });
  try {
    // Where nothing is in sight yet, the open one does not wait for the others.
    const alone = useMeasures.getState().columns.length === 0 && asked.length > 0;
    for (const snapshots of [...(alone ? [[{ handle }]] : []), [{ handle }, ...asked]]) {
      const { columns } = await engine.request(
        'measures',
        { snapshots, ...(open && { case: open.case }) },
        {
          signal: own.signal,
          onProgress: ({ detail, done }) => {
            if (running === own)
              useMeasures.setState({ progress: { detail, done, total: asked.length + 1 } });
          },
        },
      );
      if (running !== own) return;
      useMeasures.setState({ columns });
    }
    useMeasures.setState({ progress: null });
  } catch (thrown) {
    if (own.signal.aborted || running !== own) return;
    useMeasures.setState({ progress: null, failure: asFailure(thrown) });
  }
}

/** Asks for more snapshots to stand beside the open one. */
export async function chooseSnapshots(): Promise<void> {
  const { handle } = useMeasures.getState();
  try {
    const { paths } = await fromShell(shell().chooseFiles('snapshots'));
    if (paths.length === 0 || handle === null) return;
    useMeasures.setState(({ chosen }) => ({ chosen: [...new Set([...chosen, ...paths])].slice(0, 100) }));
    await measure(handle);
  } catch (thrown) {
    showFailure(thrown);
  }
}

export async function copyMeasures(): Promise<void> {
  try {
    await copyText(measuresMarkdown(useMeasures.getState().columns));
  } catch (thrown) {
    showFailure(thrown);
  }
}

export async function saveMeasures(kind: 'csv' | 'markdown'): Promise<void> {
  const { columns } = useMeasures.getState();
  const content = kind === 'csv' ? measuresCsv(columns) : measuresMarkdown(columns);
  const suggestedName = kind === 'csv' ? 'measures.csv' : 'measures.md';
  try {
    await fromShell(shell().saveFile({ kind, suggestedName, content }));
  } catch (thrown) {
    showFailure(thrown);
  }
}
