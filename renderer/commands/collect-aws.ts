import { go } from '../frame/navigation-store.ts';
import { always, type Command } from './command.ts';

export const collectAws: Command = {
  id: 'collect-aws',
  label: 'Collect from AWS…',
  menu: 'File',
  keywords: ['new', 'account', 'profile', 'live'],
  shortcut: 'Mod+N',
  when: always,
  run: () => go('collect'),
};
