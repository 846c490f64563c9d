import { go } from '../frame/navigation-store.ts';
import { always, type Command } from './command.ts';

export const goStart: Command = {
  id: 'go-start',
  label: 'Start',
  menu: 'Go',
  keywords: ['home', 'recent'],
  shortcut: 'Mod+1',
  when: always,
  run: () => go('start'),
};
