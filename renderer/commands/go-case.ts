import { go } from '../frame/navigation-store.ts';
import { always, type Command } from './command.ts';

export const goCase: Command = {
  id: 'go-case',
  label: 'Go to Case',
  menu: 'Go',
  keywords: ['marks', 'notes', 'log', 'proposals'],
  shortcut: 'Mod+J',
  when: always,
  run: () => go('case'),
};
