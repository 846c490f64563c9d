import { showBehaviourOf } from '../behaviour/show-behaviour-of.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityBehaviour: Command = {
  id: 'entity-behaviour',
  label: 'What is usual for the chosen entity',
  menu: 'Go',
  keywords: ['behaviour', 'deviations', 'baseline', 'logs'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'How it behaves',
  group: 'ask',
  run: () => onChosenEntity(({ id }) => showBehaviourOf(id)),
};
