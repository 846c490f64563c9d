import { inCase } from '../case/case-store.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const markCompromised: Command = {
  id: 'mark-compromised',
  label: 'Mark the chosen entity as compromised',
  menu: 'Go',
  keywords: ['owned', 'attacker', 'case'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'Mark as compromised',
  group: 'mark',
  run: () =>
    onChosenEntity((entity) => inCase({ do: 'mark', entity: entity.id, mark: 'compromised', value: true })),
};
