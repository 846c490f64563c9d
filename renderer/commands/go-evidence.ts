import { go } from '../frame/navigation-store.ts';
import { always, type Command } from './command.ts';

export const goEvidence: Command = {
  id: 'go-evidence',
  label: 'Evidence',
  menu: 'Go',
  keywords: ['bundle', 'export', 'verify'],
  shortcut: 'Mod+5',
  when: always,
  run: () => go('evidence'),
};
