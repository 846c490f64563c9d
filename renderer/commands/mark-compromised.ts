import { markChosenEntities, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const markCompromised: Command = {
  id: 'mark-compromised',
  label: 'Mark the chosen entities as compromised',
  menu: 'Edit',
  keywords: ['owned', 'attacker', 'case'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'Mark as compromised',
  group: 'mark',
  run: () => markChosenEntities({ mark: 'compromised', value: true }),
};
