import { closeTab } from '../investigate/tabs-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const tabClose: Command = {
  id: 'tab-close',
  label: 'Close this tab',
  menu: 'File',
  keywords: ['question'],
  shortcut: 'Mod+W',
  when: withSnapshot,
  run: () => closeTab(),
};
