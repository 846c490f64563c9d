import { engine } from '../engine-client.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { copyText } from '../shell.ts';
import { type Answer, startOf } from './answer.ts';
import { answerText, entityText, type Groups, hopsText, type TextForm } from './answer-text.ts';
import { useInvestigate } from './investigate-store.ts';

/** Copies the answer shown, with the counts of its blast radius or exposure. */
export async function copyAnswer(form: TextForm): Promise<void> {
  const { answer } = useInvestigate.getState();
  const handle = useSession.getState().snapshot?.handle;
  if (!answer || answer.kind === 'recognition' || handle === undefined) return;
  await attempt(async () => copyText(answerText(answer, form, await groupsOf(handle, answer))));
}

/** Copies the relations or the entity that are chosen. */
export async function copyChosen(form: TextForm): Promise<void> {
  const { selection } = useInvestigate.getState();
  const handle = useSession.getState().snapshot?.handle;
  if (!selection || handle === undefined) return;
  await attempt(async () => {
    if (selection.kind === 'hops') return copyText(hopsText(selection.hops, form));
    const entity = (await entitiesById(handle, [selection.id])).get(selection.id);
    if (entity) await copyText(entityText(entity, form));
  });
}

/** What the answer counts: all that its start reaches, or all that reaches its target. */
async function groupsOf(handle: string, answer: Answer): Promise<Groups | null> {
  const { include, edits } = useInvestigate.getState();
  const limits = { include, without: [...edits.now.disabled] };
  if (answer.kind === 'exposure') {
    return (await engine.request('exposure', { handle, to: answer.to.id, ...limits })).groups;
  }
  const start = startOf(answer);
  if (answer.kind !== 'trace' || start === null) return null;
  return (await engine.request('reach', { handle, from: start, ...limits })).groups;
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    showFailure(thrown);
  }
}
