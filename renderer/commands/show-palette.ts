import { openDialog } from '../frame/dialog-store.ts';
import { always, type Command } from './command.ts';

export const showPalette: Command = {
  id: 'show-palette',
  label: 'Commands and entities',
  menu: 'View',
  keywords: ['palette', 'search'],
  shortcut: 'Mod+K',
  when: always,
  run: () => openDialog('palette'),
};
