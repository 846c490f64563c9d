import { inCase } from '../case/case-store.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const markCrownJewel: Command = {
  id: 'mark-crown-jewel',
  label: 'Mark the chosen entity as a crown jewel',
  menu: 'Go',
  keywords: ['tier', 'protect', 'case'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'Mark as a crown jewel',
  group: 'mark',
  run: () =>
    onChosenEntity((entity) => inCase({ do: 'mark', entity: entity.id, mark: 'crown-jewel', value: true })),
};
