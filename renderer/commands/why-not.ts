import { openDialog } from '../frame/dialog-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const whyNot: Command = {
  id: 'why-not',
  label: 'Why, or why not? (two entities)',
  menu: 'Go',
  keywords: ['explain', 'denied', 'blocked', 'reason'],
  shortcut: 'Mod+Shift+Y',
  when: withSnapshot,
  run: () => openDialog('why-not'),
};
