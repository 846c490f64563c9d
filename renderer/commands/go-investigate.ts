import { go } from '../frame/navigation-store.ts';
import { always, type Command } from './command.ts';

export const goInvestigate: Command = {
  id: 'go-investigate',
  label: 'Investigate',
  menu: 'Go',
  keywords: ['trace', 'path', 'credential'],
  shortcut: 'Mod+2',
  when: always,
  run: () => go('investigate'),
};
