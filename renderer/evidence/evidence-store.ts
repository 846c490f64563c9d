import { create } from 'zustand';
import type { Input, Output, Progress } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { useCase } from '../case/case-store.ts';
import { useCompare } from '../compare/compare-store.ts';
import { engine } from '../engine-client.ts';
import { go } from '../frame/navigation-store.ts';
import { asFailure, useSession } from '../frame/session-store.ts';
import { type Answer, evidenceQuestion } from '../investigate/answer.ts';
import { fromShell, shell } from '../shell.ts';
import { useWhatIf } from '../whatif/whatif-store.ts';

export type Busy = 'previewing' | 'writing' | 'verifying' | 'countersigning';
type Preview = Output<'evidence.preview'>;
type Parts = Input<'evidence.preview'>;

interface EvidenceState {
  readonly about: 'answer' | 'findings';
  readonly operator: string;
  readonly withSnapshot: boolean;
  readonly withWhatIf: boolean;
  readonly withPlan: boolean;
  readonly withComparison: boolean;
  readonly withCase: boolean;
  readonly asZip: boolean;
  /** Paths (by number) and findings (by id) that are left out. */
  readonly withoutPaths: ReadonlySet<number>;
  readonly withoutFindings: ReadonlySet<string>;
  /** A key file in place of the system's key store. */
  readonly keyFile: string | null;
  readonly key: Output<'evidence.key'> | null;
  /** Public keys that came from signers another way. */
  readonly publicKeys: readonly string[];
  readonly busy: Busy | null;
  readonly progress: Progress | null;
  /** What a bundle of the question named would say. */
  readonly preview: { readonly question: string; readonly says: Preview } | null;
  readonly written: Output<'evidence.write'> | null;
  readonly verified: { readonly path: string; readonly result: Output<'evidence.verify'> } | null;
  readonly countersigned: Output<'evidence.countersign'> | null;
  readonly failure: TrustpathError | null;
}

export const useEvidence = create<EvidenceState>(() => ({
  about: 'answer',
  operator: '',
  withSnapshot: false,
  withWhatIf: false,
  withPlan: false,
  withComparison: false,
  withCase: true,
  asZip: false,
  withoutPaths: new Set(),
  withoutFindings: new Set(),
  keyFile: null,
  key: null,
  publicKeys: [],
  busy: null,
  progress: null,
  preview: null,
  written: null,
  verified: null,
  countersigned: null,
  failure: null,
}));

let running: AbortController | null = null;

export function stopEvidence(): void {
  running?.abort();
}

async function work(busy: Busy, does: (signal: AbortSignal) => Promise<void>): Promise<void> {
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

/** What the bundle is about: the answer in front, or all that was found. Null where there is neither. */
export function questionOf(answer: Answer | null): Parts['question'] | null {
  if (useSession.getState().snapshot === null) return null;
  if (useEvidence.getState().about === 'findings') return { kind: 'findings' };
  return answer && evidenceQuestion(answer);
}

/** Does `use` with the parts of the bundle; the earlier snapshot of a comparison is open meanwhile. */
async function withParts(
  question: Parts['question'],
  signal: AbortSignal,
  use: (parts: Parts) => Promise<void>,
): Promise<void> {
  const snapshot = useSession.getState().snapshot;
  if (!snapshot) return;
  const { handle } = snapshot;
  const state = useEvidence.getState();
  const { changes, handle: tried } = useWhatIf.getState();
  const { earlier: path, handle: compared } = useCompare.getState();
  const opened = useCase.getState().open;
  const compares = state.withComparison && path !== null && compared === handle;
  const earlier = compares ? (await engine.request('snapshot.open', { path }, { signal })).handle : null;
  const tries = state.withWhatIf && tried === handle && changes.length > 0;
  try {
    await use({
      handle,
      question,
      ...chosen(state),
      ...(tries && { scenario: { changes: changes.map(({ change }) => change) }, withPlan: state.withPlan }),
      ...(earlier !== null && { earlier }),
      ...(state.withCase && opened && { case: opened.case }),
      ...(state.operator.trim() && { operator: state.operator.trim() }),
      withSnapshot: state.withSnapshot,
    });
  } finally {
    if (earlier !== null) await engine.request('snapshot.close', { handle: earlier }).catch(() => undefined);
  }
}

/** Nothing is left out before there was a preview to leave something out of. */
function chosen({ preview, withoutPaths, withoutFindings }: EvidenceState): Pick<Parts, 'choose'> {
  if (!preview || (withoutPaths.size === 0 && withoutFindings.size === 0)) return {};
  const { paths, findings } = preview.says;
  return {
    choose: {
      ...(withoutPaths.size > 0 && {
        paths: paths.flatMap((_, index) => (withoutPaths.has(index) ? [] : [index])),
      }),
      ...(withoutFindings.size > 0 && {
        findings: findings.flatMap(({ id }) => (withoutFindings.has(id) ? [] : [id])),
      }),
    },
  };
}

/** What is left out belongs to one question. */
function forQuestion(question: Parts['question']): void {
  const name = JSON.stringify(question);
  if (useEvidence.getState().preview?.question === name) return;
  useEvidence.setState({ preview: null, withoutPaths: new Set(), withoutFindings: new Set() });
}

export function previewBundle(question: Parts['question']): Promise<void> {
  return work('previewing', async (signal) => {
    forQuestion(question);
    await withParts(question, signal, async (parts) => {
      const says = await engine.request('evidence.preview', parts, { signal, onProgress });
      useEvidence.setState({ preview: { question: JSON.stringify(question), says } });
    });
  });
}

/** Changes what goes into the bundle; a preview that is there follows. */
export function choose(change: Partial<EvidenceState>, question: Parts['question'] | null): void {
  useEvidence.setState(change);
  if (question && useEvidence.getState().preview) void previewBundle(question);
}

/** Asks for a place and writes the bundle there. */
export function exportBundle(question: Parts['question']): Promise<void> {
  return work('writing', async (signal) => {
    forQuestion(question);
    const { asZip, keyFile } = useEvidence.getState();
    const name = `evidence-${new Date().toISOString().slice(0, 10)}${asZip ? '.zip' : ''}`;
    const { path } = await fromShell(shell().chooseSavePath('evidence', name));
    if (path === null) return;
    await withParts(question, signal, async (parts) => {
      const written = await engine.request(
        'evidence.write',
        { ...parts, out: path, ...(keyFile !== null && { keyFile }) },
        { signal, onProgress },
      );
      useEvidence.setState({ written, verified: null, countersigned: null });
    });
  });
}

export function verifyBundle(path: string): Promise<void> {
  return work('verifying', async (signal) => {
    useEvidence.setState({ verified: null, countersigned: null });
    const { publicKeys } = useEvidence.getState();
    const result = await engine.request(
      'evidence.verify',
      { path, publicKeyFiles: [...publicKeys] },
      { signal, onProgress },
    );
    useEvidence.setState({ verified: { path, result } });
  });
}

/** Adds this person's signature to the bundle that was verified, and verifies it again. */
export async function countersignBundle(path: string): Promise<void> {
  let done: Output<'evidence.countersign'> | null = null;
  await work('countersigning', async (signal) => {
    const { keyFile } = useEvidence.getState();
    done = await engine.request(
      'evidence.countersign',
      { path, ...(keyFile !== null && { keyFile }) },
      { signal },
    );
  });
  if (done === null) return;
  await verifyBundle(path);
  useEvidence.setState({ countersigned: done });
}

/** Asks for a bundle with the system's dialog and verifies it. */
export async function chooseAndVerify(kind: 'evidence' | 'evidence-zip' = 'evidence'): Promise<void> {
  go('evidence');
  await asked(async () => {
    const [path] = (await fromShell(shell().chooseFiles(kind))).paths;
    if (path !== undefined) await verifyBundle(path);
  });
}

export async function addPublicKey(): Promise<void> {
  await asked(async () => {
    const { paths } = await fromShell(shell().chooseFiles('key'));
    useEvidence.setState(({ publicKeys }) => ({ publicKeys: [...new Set([...publicKeys, ...paths])] }));
  });
}

/** Looks up which key signs. */
export async function askForKey(): Promise<void> {
  const { keyFile } = useEvidence.getState();
  await asked(async () => {
    const key = await engine.request('evidence.key', keyFile === null ? {} : { keyFile });
    useEvidence.setState({ key });
  });
}

export async function takeKeyFile(): Promise<void> {
  await asked(async () => {
    const [keyFile] = (await fromShell(shell().chooseFiles('key'))).paths;
    if (keyFile === undefined) return;
    useEvidence.setState({ keyFile });
    await askForKey();
  });
}

export async function makeKeyFile(): Promise<void> {
  await asked(async () => {
    const { path } = await fromShell(shell().chooseSavePath('key', 'evidence-key.pem'));
    if (path === null) return;
    await engine.request('evidence.newKey', { path });
    useEvidence.setState({ keyFile: path });
    await askForKey();
  });
}

async function asked(does: () => Promise<void>): Promise<void> {
  try {
    await does();
  } catch (thrown) {
    useEvidence.setState({ failure: asFailure(thrown) });
  }
}
