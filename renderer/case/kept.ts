import { entitiesById } from '../entity/entity-cache.ts';
import { go } from '../frame/navigation-store.ts';
import { showFailure } from '../frame/session-store.ts';
import { type Answer, startOf } from '../investigate/answer.ts';
import { askExposure, askFrom, askPath } from '../investigate/ask.ts';
import { showScenario } from '../whatif/whatif-store.ts';
import { type CaseState, inCase, useCase } from './case-store.ts';

type Question = CaseState['questions'][number];

/** The two ends that an answer is about; null where it is about none, or about a credential that names no entity. */
export function questionOf(answer: Answer): Pick<Question, 'from' | 'to'> | null {
  if (answer.kind === 'recognition') return null;
  const from = startOf(answer);
  const to = answer.kind === 'exposure' ? answer.to.id : (answer.to?.id ?? null);
  return from === null && to === null ? null : { from, to };
}

/** Keeps what the answer is about, under the names of its ends. Asked twice, it is kept once. */
export async function keepQuestion(handle: string, answer: Answer): Promise<void> {
  const question = questionOf(answer);
  if (!question) return;
  const { from, to } = question;
  try {
    const names = await entitiesById(
      handle,
      [from, to].filter((id) => id !== null),
    );
    const name = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? id));
    const title =
      from === null
        ? `What reaches ${name(to)}`
        : to === null
          ? `What ${name(from)} reaches`
          : `From ${name(from)} to ${name(to)}`;
    const id = JSON.stringify([from, to]).slice(0, 4_096);
    await inCase({ do: 'keep-question', id, title: title.slice(0, 256), question });
  } catch (thrown) {
    showFailure(thrown);
  }
}

export async function reopenQuestion(handle: string, { from, to }: Question): Promise<void> {
  try {
    const ids = [from, to].filter((id) => id !== null);
    const entities = await entitiesById(handle, ids);
    const start = from === null ? undefined : entities.get(from);
    const end = to === null ? undefined : entities.get(to);
    go('investigate');
    if (start && end) await askPath(start, end);
    else if (start) await askFrom(start);
    else if (end) await askExposure(end);
  } catch (thrown) {
    showFailure(thrown);
  }
}

export async function reopenScenario(handle: string, kept: CaseState['scenarios'][number]): Promise<void> {
  await showScenario(handle, kept.scenario, kept.title);
}

/** Keeps the scenario that is being worked on under a name; the same name takes the place of what it was. */
export async function keepScenario(
  title: string,
  scenario: CaseState['scenarios'][number]['scenario'],
): Promise<void> {
  const known = useCase.getState().open?.scenarios.find((each) => each.title === title);
  await inCase({ do: 'keep-scenario', id: known?.id ?? crypto.randomUUID(), title, scenario });
}
