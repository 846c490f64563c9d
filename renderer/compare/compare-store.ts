import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { asFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

interface CompareState {
  /** The open snapshot that the answer is about: the later of the two. */
  readonly handle: string | null;
  readonly earlier: string | null;
  readonly answer: Output<'diff'> | null;
  readonly busy: boolean;
  readonly failure: TrustpathError | null;
}

const EMPTY = { earlier: null, answer: null, busy: false, failure: null } as const;

export const useCompare = create<CompareState>(() => ({ handle: null, ...EMPTY }));

let running: AbortController | null = null;

export function stopComparing(): void {
  running?.abort();
}

/** Another snapshot is open: what was compared with the former one is no answer any more. */
export function beginComparing(handle: string): void {
  if (useCompare.getState().handle === handle) return;
  running?.abort();
  useCompare.setState({ handle, ...EMPTY });
}

export async function chooseEarlier(handle: string): Promise<void> {
  try {
    const [path] = (await fromShell(shell().chooseFiles('snapshot'))).paths;
    if (path !== undefined) await compareWith(handle, path);
  } catch (thrown) {
    useCompare.setState({ failure: asFailure(thrown) });
  }
}

/** Opens the earlier snapshot for as long as the comparison takes. */
async function compareWith(handle: string, path: string): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  useCompare.setState({ handle, ...EMPTY, earlier: path, busy: true });
  let opened: string | null = null;
  try {
    opened = (await engine.request('snapshot.open', { path }, { signal: own.signal })).handle;
    const answer = await engine.request('diff', { before: opened, after: handle }, { signal: own.signal });
    if (running === own) useCompare.setState({ answer, busy: false });
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (running === own)
      useCompare.setState({ busy: false, failure: failure.code === 'cancelled' ? null : failure });
  } finally {
    if (opened !== null) await engine.request('snapshot.close', { handle: opened }).catch(() => undefined);
  }
}
