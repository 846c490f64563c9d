import { openDialog } from '../frame/dialog-store.ts';
import { withEntity } from './chosen-entity.ts';
import type { Command } from './command.ts';

export const markChosen: Command = {
  id: 'mark-chosen',
  label: 'Mark the chosen entities…',
  menu: 'Edit',
  keywords: ['owner', 'tier', 'environment', 'tags', 'note', 'case', 'bulk'],
  shortcut: 'Mod+Shift+M',
  when: withEntity,
  context: 'entity',
  short: 'Mark otherwise…',
  group: 'mark',
  run: () => openDialog('marks'),
};
