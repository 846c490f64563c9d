import { create } from 'zustand';
import type { Input, Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { forgetEntities } from '../entity/entity-cache.ts';
import { go } from '../frame/navigation-store.ts';
import { asFailure, openSnapshot, showFailure, useSession } from '../frame/session-store.ts';
import { setUndoable } from '../frame/undoable.ts';
import { fromShell, shell } from '../shell.ts';

export type CaseState = Output<'case.open'>;
export type CaseAction = Input<'case.apply'>['action'];
export type Marks = CaseState['marks'][number]['marks'];

interface OpenCase {
  readonly open: CaseState | null;
  /** The marks of the open case by entity. */
  readonly marks: ReadonlyMap<string, Marks>;
}

/** The analyst's own file: what is marked in it counts in every answer about the open snapshot. */
export const useCase = create<OpenCase>(() => ({ open: null, marks: new Map() }));

function setOpen(open: CaseState | null): void {
  useCase.setState({ open, marks: new Map(open?.marks.map((each) => [each.entity, each.marks])) });
  // What is known of entities is not what it was.
  forgetEntities();
}

/** What became of a case while the engine was asked: another may be open by now, or none. */
function setChanged(of: CaseState, changed: CaseState): void {
  if (useCase.getState().open?.case === of.case) setOpen(changed);
}

export async function newCase(): Promise<boolean> {
  return attempt(async () => {
    const { path } = await fromShell(shell().chooseSavePath('case', 'investigation.trustcase'));
    if (path === null) return false;
    const title =
      path
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.trustcase$/, '') ?? 'Case';
    await show(await engine.request('case.create', { path, title }));
    return true;
  });
}

export async function chooseCase(): Promise<boolean> {
  return attempt(async () => {
    const [path] = (await fromShell(shell().chooseFiles('case'))).paths;
    return path === undefined ? false : openCaseAt(path);
  });
}

/** Opens a case, and its latest snapshot where none is open and the file is where it was. */
export async function openCaseAt(path: string): Promise<boolean> {
  return attempt(async () => {
    const opened = await engine.request('case.open', { path });
    await show(opened);
    const last = opened.snapshots.at(-1);
    if (useSession.getState().snapshot === null && last) {
      if (last.file === 'there' || last.file === 'unchecked') await openSnapshot(last.path);
      else go('case');
    }
    return true;
  });
}

export async function closeCase(): Promise<void> {
  const { open } = useCase.getState();
  if (!open) return;
  setOpen(null);
  await attempt(async () => engine.request('case.close', { case: open.case }));
}

/** Does one action in the open case; asks for a case first where none is open. @returns whether it was done */
export async function inCase(action: CaseAction): Promise<boolean> {
  if (useCase.getState().open === null && !(await newCase())) return false;
  const { open } = useCase.getState();
  if (!open) return false;
  return attempt(async () => {
    setChanged(open, await engine.request('case.apply', { case: open.case, action }));
    return true;
  });
}

/** Marks several entities at once: one action, and one undoing. */
export async function markAll(
  marks: readonly Extract<CaseAction, { do: 'mark-all' }>['marks'][number][],
): Promise<void> {
  if (marks.length === 1) await inCase({ do: 'mark', ...marks[0]! });
  else if (marks.length > 1) await inCase({ do: 'mark-all', marks: [...marks] });
}

/** Has what rules propose not be proposed again. */
export async function declineAll(
  proposals: readonly {
    readonly entity: { readonly id: string };
    readonly mark: 'tier' | 'environment';
    readonly value: 0 | 1 | 2 | string;
  }[],
): Promise<void> {
  await inCase({
    do: 'decline',
    proposals: proposals.map(({ entity, mark, value }) => ({ entity: entity.id, mark, value })),
    declined: true,
  });
}

/** Takes back the last action of the open case, or does it again. */
export async function stepInCase(channel: 'case.undo' | 'case.redo'): Promise<void> {
  const { open } = useCase.getState();
  if (!open) return;
  await attempt(async () => setChanged(open, await engine.request(channel, { case: open.case })));
}

/** Asks where a snapshot of the case is now. */
export async function findSnapshot(digest: string): Promise<void> {
  const { open } = useCase.getState();
  if (!open) return;
  await attempt(async () => {
    const [path] = (await fromShell(shell().chooseFiles('snapshot'))).paths;
    if (path === undefined) return;
    setChanged(open, await engine.request('case.locate', { case: open.case, digest, path }));
    await openSnapshot(path);
  });
}

let reopening: Promise<void> = Promise.resolve();

/** The engine was started again: the case is opened again from its file, which has all that was acknowledged. */
async function reopenCase(): Promise<void> {
  const { open } = useCase.getState();
  if (!open) return;
  await attempt(async () => {
    setChanged(open, await engine.request('case.open', { path: open.path }));
    // A snapshot that is still being opened binds the case when it is there.
    if (useSession.getState().opening === null) await bindNow();
  });
}

const undoable = {
  canUndo: () => useCase.getState().open?.canUndo ?? false,
  canRedo: () => useCase.getState().open?.canRedo ?? false,
  undo: () => stepInCase('case.undo'),
  redo: () => stepInCase('case.redo'),
};
setUndoable('case', undoable);
setUndoable('identities', undoable);

useSession.subscribe((now, before) => {
  if (before.engineLost !== null && now.engineLost === null) reopening = reopenCase();
});

/** Another snapshot was opened: the case counts for it from now on. */
export async function bindCase(): Promise<void> {
  await reopening;
  await bindNow();
}

async function bindNow(): Promise<void> {
  const { open } = useCase.getState();
  const { snapshot } = useSession.getState();
  if (!open || !snapshot) return;
  try {
    setChanged(open, await engine.request('case.bind', { case: open.case, handle: snapshot.handle }));
  } catch (thrown) {
    // Nobody asked for it: with the next engine the case is opened and bound again.
    if (asFailure(thrown).code !== 'engine-lost') showFailure(thrown);
  }
}

async function show(opened: CaseState): Promise<void> {
  const former = useCase.getState().open;
  setOpen(opened);
  if (former) await engine.request('case.close', { case: former.case });
  await bindCase();
  await fromShell(shell().addRecentFile(opened.path));
}

async function attempt<T>(work: () => Promise<T>): Promise<T | false> {
  try {
    return await work();
  } catch (thrown) {
    showFailure(thrown);
    return false;
  }
}
