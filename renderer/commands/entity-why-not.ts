import { openDialog } from '../frame/dialog-store.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityWhyNot: Command = {
  id: 'entity-why-not',
  label: 'Why, or why not, from the chosen entity',
  menu: 'Go',
  keywords: ['explain', 'denied', 'reason'],
  shortcut: null,
  when: withEntity,
  context: 'entity',
  short: 'Why, or why not, from here…',
  group: 'ask',
  run: () => onChosenEntity((entity) => openDialog('why-not', entity)),
};
