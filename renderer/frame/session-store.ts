import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { elideMiddle } from '../entity/elide.ts';
import { escapeText } from '../entity/escape-text.ts';
import { formatUtc } from '../entity/format-time.ts';
import { plural } from '../entity/kind.ts';
import { forgetTarget } from '../investigate/investigate-store.ts';
import { forgetTabs } from '../investigate/tabs-store.ts';
import { fromShell, shell } from '../shell.ts';
import { startOver } from './navigation-store.ts';
import { openedAgain } from './same-snapshot.ts';

export type OpenSnapshot = Output<'snapshot.open'>;

interface Session {
  readonly snapshot: OpenSnapshot | null;
  /** The path being opened. */
  readonly opening: string | null;
  /** True until it is known whether the application was started with a file. */
  readonly starting: boolean;
  readonly failure: TrustpathError | null;
  /** Null while the engine is there; else why it is not. */
  readonly engineLost: string | null;
}

export const useSession = create<Session>(() => ({
  snapshot: null,
  opening: null,
  starting: true,
  failure: null,
  engineLost: null,
}));

/** Anything thrown as the error a person is shown. */
export function asFailure(thrown: unknown): TrustpathError {
  if (thrown instanceof TrustpathError) return thrown;
  return new TrustpathError('internal', thrown instanceof Error ? thrown.message : String(thrown));
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The window's title: which snapshot, of when, how much of it is missing. */
export function titleFor(info: Pick<OpenSnapshot['info'], 'path' | 'sealedAt' | 'counts'>): string {
  const { gaps } = info.counts;
  const parts = [
    elideMiddle(escapeText(fileName(info.path)), 120),
    info.sealedAt === null ? 'unfinished' : `sealed ${formatUtc(info.sealedAt).slice(0, 10)}`,
    gaps === 0 ? 'no gaps' : plural(gaps, 'gap'),
  ];
  return `${parts.join(', ')} - Trustpath`;
}

/** Opens a snapshot in place of the one shown. A file that does not open leaves the former one open. */
export async function openSnapshot(path: string): Promise<boolean> {
  useSession.setState({ opening: path, failure: null });
  try {
    const snapshot = await engine.request('snapshot.open', { path });
    const former = useSession.getState().snapshot;
    useSession.setState({ snapshot, opening: null });
    startOver('investigate');
    forgetTabs();
    forgetTarget();
    if (former) await engine.request('snapshot.close', { handle: former.handle });
    await fromShell(shell().addRecentFile(path));
    await fromShell(shell().setTitle(titleFor(snapshot.info), path));
    return true;
  } catch (thrown) {
    useSession.setState({ opening: null, failure: asFailure(thrown) });
    return false;
  }
}

/** Closes the snapshot if it is the one at this path: a file that is written to is not read meanwhile. */
export async function closeSnapshot(path: string): Promise<void> {
  const { snapshot } = useSession.getState();
  if (snapshot?.info.path !== path) return;
  useSession.setState({ snapshot: null });
  await engine.request('snapshot.close', { handle: snapshot.handle }).catch(showFailure);
}

export function dismissFailure(): void {
  useSession.setState({ failure: null });
}

export function dismissWarning(warning: string): void {
  useSession.setState(({ snapshot }) => ({
    snapshot: snapshot && { ...snapshot, warnings: snapshot.warnings.filter((each) => each !== warning) },
  }));
}

export function showFailure(thrown: unknown): void {
  useSession.setState({ failure: asFailure(thrown) });
}

/** The engine ended: what was open is gone with it. Opened again as soon as the engine is back. */
export function engineWasLost(reason: string): void {
  useSession.setState({ engineLost: reason });
}

export async function engineIsReady(): Promise<void> {
  const { engineLost, snapshot } = useSession.getState();
  if (engineLost === null) return;
  useSession.setState({ engineLost: null, opening: snapshot?.info.path ?? null });
  if (!snapshot) return;
  try {
    const again = await engine.request('snapshot.open', { path: snapshot.info.path });
    const isSame = again.info.digest === snapshot.info.digest;
    if (isSame) openedAgain(snapshot.handle, again.handle);
    const warnings = isSame ? [] : [anotherThanBefore(again.info.path)];
    useSession.setState({
      snapshot: { ...again, warnings: [...again.warnings, ...warnings] },
      opening: null,
    });
  } catch (thrown) {
    const failure = asFailure(thrown);
    // Lost again: the next engine opens it.
    if (failure.code === 'engine-lost') return;
    useSession.setState({ snapshot: null, opening: null, failure });
    startOver('start');
    forgetTabs();
  }
}

function anotherThanBefore(path: string): string {
  return `${path}: is another snapshot than the one that was open before; answers that are shown may be of that one.`;
}

/** Whether a snapshot may be there in a moment: one is being opened, or will be when the engine is back. */
export function isSettling({ opening, starting, engineLost }: Session): boolean {
  return opening !== null || starting || engineLost !== null;
}

/**
 * The snapshot to ask once none is being opened; null when none is open then. `onWait` is told what is waited for, and
 * is not called where nothing is. Rejects as `cancelled` when the signal is aborted.
 */
export function settledSnapshot(
  signal: AbortSignal,
  onWait: (opening: string | null) => void,
): Promise<OpenSnapshot | null> {
  const now = useSession.getState();
  if (!isSettling(now)) return Promise.resolve(now.snapshot);
  onWait(now.opening);
  return new Promise((resolve, reject) => {
    const stop = useSession.subscribe((state) => {
      if (isSettling(state)) return;
      stop();
      resolve(state.snapshot);
    });
    signal.addEventListener(
      'abort',
      () => {
        stop();
        reject(new TrustpathError('cancelled', 'Cancelled.'));
      },
      { once: true },
    );
  });
}
