import { copyText } from '../shell.ts';
import { onChosenEntity, withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const entityCopyId: Command = {
  id: 'entity-copy-id',
  label: 'Copy the identifier of the chosen entity',
  menu: 'Go',
  keywords: ['clipboard', 'arn'],
  shortcut: 'Mod+Shift+C',
  when: withEntity,
  context: 'entity',
  short: 'Copy the identifier',
  group: 'copy',
  run: () => onChosenEntity((entity) => copyText(entity.id)),
};
