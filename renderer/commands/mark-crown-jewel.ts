import { markChosenEntities, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const markCrownJewel: Command = {
  id: 'mark-crown-jewel',
  label: 'Mark the chosen entities as crown jewels',
  menu: 'Edit',
  keywords: ['tier', 'protect', 'case'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'Mark as a crown jewel',
  group: 'mark',
  run: () => markChosenEntities({ mark: 'crown-jewel', value: true }),
};
