import { go } from '../frame/navigation-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const goCoverage: Command = {
  id: 'go-coverage',
  label: 'Coverage',
  menu: 'Go',
  keywords: ['gaps', 'denied', 'missing'],
  shortcut: 'Mod+4',
  when: withSnapshot,
  run: () => go('coverage'),
};
