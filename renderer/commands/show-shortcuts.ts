import { openDialog } from '../frame/dialog-store.ts';
import { always, type Command } from './command.ts';

export const showShortcuts: Command = {
  id: 'show-shortcuts',
  label: 'Keyboard shortcuts',
  menu: 'Help',
  keywords: ['keys', 'help'],
  shortcut: '?',
  when: always,
  run: () => openDialog('shortcuts'),
};
