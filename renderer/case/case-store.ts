import { create } from 'zustand';
import type { Input, Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { forgetEntities } from '../entity/entity-cache.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

export type CaseState = Output<'case.open'>;
export type CaseAction = Input<'case.apply'>['action'];
export type Marks = CaseState['marks'][number]['marks'];

interface OpenCase {
  readonly open: CaseState | null;
}

/** The analyst's own file: what is marked in it counts in every answer about the open snapshot. */
export const useCase = create<OpenCase>(() => ({ open: null }));

export function marksOf(open: CaseState | null, entity: string): Marks {
  return open?.marks.find((each) => each.entity === entity)?.marks ?? {};
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
    if (path === undefined) return false;
    await show(await engine.request('case.open', { path }));
    return true;
  });
}

export async function closeCase(): Promise<void> {
  const { open } = useCase.getState();
  if (!open) return;
  useCase.setState({ open: null });
  forgetEntities();
  await attempt(async () => engine.request('case.close', { case: open.case }));
}

/** Does one action in the open case; asks for a case first where none is open. */
export async function inCase(action: CaseAction): Promise<void> {
  if (useCase.getState().open === null && !(await newCase())) return;
  const { open } = useCase.getState();
  if (!open) return;
  await attempt(async () => {
    useCase.setState({ open: await engine.request('case.apply', { case: open.case, action }) });
    forgetEntities();
  });
}

/** Another snapshot was opened: the case counts for it from now on. */
export async function bindCase(): Promise<void> {
  const { open } = useCase.getState();
  const { snapshot } = useSession.getState();
  if (!open || !snapshot) return;
  await attempt(async () => {
    useCase.setState({
      open: await engine.request('case.bind', { case: open.case, handle: snapshot.handle }),
    });
    forgetEntities();
  });
}

async function show(opened: CaseState): Promise<void> {
  const former = useCase.getState().open;
  useCase.setState({ open: opened });
  if (former) await engine.request('case.close', { case: former.case });
  await bindCase();
}

async function attempt<T>(work: () => Promise<T>): Promise<T | false> {
  try {
    return await work();
  } catch (thrown) {
    showFailure(thrown);
    return false;
  }
}
