import { create } from 'zustand';
import type { Output, Progress } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { go } from '../frame/navigation-store.ts';
import { asFailure, useSession } from '../frame/session-store.ts';
import { type Answer, evidenceQuestion } from '../investigate/answer.ts';
import { fromShell, shell } from '../shell.ts';

interface EvidenceState {
  readonly operator: string;
  readonly withSnapshot: boolean;
  readonly busy: 'writing' | 'verifying' | null;
  readonly progress: Progress | null;
  readonly written: Output<'evidence.write'> | null;
  readonly verified: { readonly path: string; readonly result: Output<'evidence.verify'> } | null;
  readonly failure: TrustpathError | null;
}

export const useEvidence = create<EvidenceState>(() => ({
  operator: '',
  withSnapshot: false,
  busy: null,
  progress: null,
  written: null,
  verified: null,
  failure: null,
}));

let running: AbortController | null = null;

export function stopEvidence(): void {
  running?.abort();
}

async function work(
  busy: 'writing' | 'verifying',
  does: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  useEvidence.setState({ busy, progress: null, failure: null });
  try {
    await does(own.signal);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (running === own && failure.code !== 'cancelled') useEvidence.setState({ failure });
  } finally {
    if (running === own) {
      running = null;
      useEvidence.setState({ busy: null, progress: null });
    }
  }
}

const onProgress = (progress: Progress) => useEvidence.setState({ progress });

/** Asks for a place and writes the bundle of an answer there. */
export function exportBundle(answer: Answer): Promise<void> {
  return work('writing', async (signal) => {
    const snapshot = useSession.getState().snapshot;
    const question = evidenceQuestion(answer);
    if (!snapshot || !question) return;
    const name = `evidence-${new Date().toISOString().slice(0, 10)}`;
    const { path } = await fromShell(shell().chooseSavePath('evidence', name));
    if (path === null) return;
    const { operator, withSnapshot } = useEvidence.getState();
    const written = await engine.request(
      'evidence.write',
      {
        handle: snapshot.handle,
        question,
        out: path,
        withSnapshot,
        ...(operator.trim() && { operator: operator.trim() }),
      },
      { signal, onProgress },
    );
    useEvidence.setState({ written, verified: null });
  });
}

export function verifyBundle(path: string): Promise<void> {
  return work('verifying', async (signal) => {
    useEvidence.setState({ verified: null });
    const result = await engine.request('evidence.verify', { path }, { signal, onProgress });
    useEvidence.setState({ verified: { path, result } });
  });
}

/** Asks for a bundle with the system's dialog and verifies it. */
export async function chooseAndVerify(): Promise<void> {
  go('evidence');
  try {
    const { paths } = await fromShell(shell().chooseFiles('evidence'));
    if (paths[0] !== undefined) await verifyBundle(paths[0]);
  } catch (thrown) {
    useEvidence.setState({ failure: asFailure(thrown) });
  }
}
