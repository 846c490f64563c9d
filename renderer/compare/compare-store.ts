import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { useCase } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { asFailure, useSession } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import type { DifferencePart } from './compare-rows.ts';
import { differencesCsv, differencesMarkdown } from './compare-text.ts';

interface CompareState {
  /** Paths of the two files; `later` null: the snapshot that is open. */
  readonly earlier: string | null;
  readonly later: string | null;
  /** The open snapshot that the answer is about, if it is about one. */
  readonly handle: string | null;
  readonly answer: Output<'diff'> | null;
  readonly drift: Output<'drift'>['drift'] | null;
  readonly busy: boolean;
  /** The drift report is being written. */
  readonly saving: boolean;
  readonly failure: TrustpathError | null;
  /** Which list is shown, and what its rows must hold. */
  readonly part: number;
  readonly filter: string;
}

const FRESH = {
  handle: null,
  answer: null,
  drift: null,
  busy: false,
  saving: false,
  failure: null,
  part: 0,
  filter: '',
} as const;

export const useCompare = create<CompareState>(() => ({ earlier: null, later: null, ...FRESH }));

let running: AbortController | null = null;

export function stopComparing(): void {
  running?.abort();
}

/** Another snapshot is open: what was compared with the former one is no answer any more. */
export function beginComparing(handle: string | null): void {
  const state = useCompare.getState();
  if (state.later !== null || state.handle === null || isSameSnapshot(state.handle, handle)) return;
  running?.abort();
  useCompare.setState({ ...FRESH, earlier: null });
}

/** Asks for one of the two files. */
export async function chooseSide(side: 'earlier' | 'later'): Promise<void> {
  try {
    const [path] = (await fromShell(shell().chooseFiles('snapshot'))).paths;
    if (path !== undefined) await setSide(side, path);
  } catch (thrown) {
    useCompare.setState({ failure: asFailure(thrown) });
  }
}

/** Takes a file for one of the two, and compares as soon as both are there. */
export async function setSide(side: 'earlier' | 'later', path: string | null): Promise<void> {
  running?.abort();
  useCompare.setState({ ...FRESH, [side]: path });
  await compare();
}

/** What was the earlier is the later, and the other way round. */
export async function swapSides(): Promise<void> {
  const { earlier, later } = useCompare.getState();
  const openPath = useSession.getState().snapshot?.info.path ?? null;
  running?.abort();
  useCompare.setState({ ...FRESH, earlier: later ?? openPath, later: earlier });
  await compare();
}

/** Compares the two as soon as both are chosen. */
async function compare(): Promise<void> {
  const { earlier, later } = useCompare.getState();
  const open = useSession.getState().snapshot;
  if (earlier === null || (later === null && open === null)) return;
  const own = new AbortController();
  running = own;
  useCompare.setState({ busy: true });
  try {
    const { drift, differences } = await withBoth(own.signal, ({ before, after }) =>
      engine.request('drift', { before, after, differences: true }, { signal: own.signal }),
    );
    const handle = later === null ? (open?.handle ?? null) : null;
    if (running === own) useCompare.setState({ answer: differences, drift, handle, busy: false });
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (running === own)
      useCompare.setState({ busy: false, failure: failure.code === 'cancelled' ? null : failure });
  }
}

/** Opens what is not open for as long as the work takes. What the open case says counts for the later one. */
export async function withBoth<T>(
  signal: AbortSignal,
  work: (handles: { readonly before: string; readonly after: string }) => Promise<T>,
): Promise<T> {
  const { earlier, later } = useCompare.getState();
  const open = useSession.getState().snapshot;
  const opened: string[] = [];
  const handleOf = async (path: string): Promise<string> => {
    const { handle } = await engine.request('snapshot.open', { path }, { signal });
    opened.push(handle);
    return handle;
  };
  try {
    const before = await handleOf(earlier ?? '');
    if (later === null && open) return await work({ before, after: open.handle });
    const after = await handleOf(later ?? '');
    const counted = useCase.getState().open;
    if (counted) await engine.request('case.bind', { case: counted.case, handle: after, note: false });
    return await work({ before, after });
  } finally {
    for (const handle of opened) await engine.request('snapshot.close', { handle }).catch(() => undefined);
  }
}

/** The two files by path, as they were compared. */
export function comparedPaths(): { readonly earlier: string; readonly later: string } {
  const { earlier, later } = useCompare.getState();
  return { earlier: earlier ?? '', later: later ?? useSession.getState().snapshot?.info.path ?? '' };
}

export async function saveDifferences(
  kind: 'csv' | 'markdown',
  parts: readonly DifferencePart[],
): Promise<void> {
  const content = kind === 'csv' ? differencesCsv(parts) : differencesMarkdown(comparedPaths(), parts);
  const suggestedName = kind === 'csv' ? 'compared.csv' : 'compared.md';
  try {
    await fromShell(shell().saveFile({ kind, suggestedName, content }));
  } catch (thrown) {
    useCompare.setState({ failure: asFailure(thrown) });
  }
}
