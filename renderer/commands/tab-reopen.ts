import { reopenTab, useTabs } from '../investigate/tabs-store.ts';
import type { Command } from './command.ts';

export const tabReopen: Command = {
  id: 'tab-reopen',
  label: 'Open the tab closed last again',
  menu: 'File',
  keywords: ['question', 'undo'],
  shortcut: 'Mod+Shift+T',
  when: (state) => state.snapshotOpen && useTabs.getState().closed.length > 0,
  run: reopenTab,
};
