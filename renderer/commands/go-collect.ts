import { go } from '../frame/navigation-store.ts';
import { always, type Command } from './command.ts';

export const goCollect: Command = {
  id: 'go-collect',
  label: 'Collect',
  menu: 'Go',
  keywords: ['aws', 'import'],
  shortcut: 'Mod+6',
  when: always,
  run: () => go('collect'),
};
