import { stepTab, useTabs } from '../investigate/tabs-store.ts';
import type { Command } from './command.ts';

export const tabPrevious: Command = {
  id: 'tab-previous',
  label: 'Previous tab',
  menu: 'Go',
  keywords: ['question'],
  shortcut: 'Ctrl+Shift+Tab',
  when: (state) => state.snapshotOpen && useTabs.getState().tabs.length > 1,
  run: () => stepTab(-1),
};
