import { openTab } from '../investigate/tabs-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const tabNew: Command = {
  id: 'tab-new',
  label: 'New tab',
  menu: 'File',
  keywords: ['question', 'open'],
  shortcut: 'Mod+T',
  when: withSnapshot,
  run: () => void openTab(),
};
