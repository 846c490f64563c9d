import { entitiesById } from '../entity/entity-cache.ts';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { startOf } from '../investigate/answer.ts';
import { askPath } from '../investigate/ask.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command, CommandState } from './command.ts';

const startOfAnswer = ({ answer }: Pick<CommandState, 'answer'>): string | null =>
  answer ? startOf(answer) : null;

export const entityShortest: Command = {
  id: 'entity-shortest',
  label: 'Shortest path to the chosen entity',
  menu: 'Go',
  keywords: ['path to here', 'from the start'],
  shortcut: null,
  when: (state) =>
    withEntity(state) && startOfAnswer(state) !== null && startOfAnswer(state) !== state.entity,
  context: 'entity',
  short: 'Shortest path to here',
  group: 'ask',
  run: () =>
    onChosenEntity(async (to) => {
      const start = startOfAnswer(here(useNavigation.getState()));
      const handle = useSession.getState().snapshot?.handle;
      if (start === null || handle === undefined) return;
      const from = (await entitiesById(handle, [start])).get(start);
      if (from) await askPath(from, to);
    }),
};
