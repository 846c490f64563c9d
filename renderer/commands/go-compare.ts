import { go } from '../frame/navigation-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const goCompare: Command = {
  id: 'go-compare',
  label: 'Compare',
  menu: 'Go',
  keywords: ['diff', 'earlier', 'changed', 'since', 'drift'],
  shortcut: 'Mod+9',
  when: withSnapshot,
  run: () => go('compare'),
};
