import { stepTab, useTabs } from '../investigate/tabs-store.ts';
import type { Command } from './command.ts';

export const tabNext: Command = {
  id: 'tab-next',
  label: 'Next tab',
  menu: 'Go',
  keywords: ['question'],
  shortcut: 'Ctrl+Tab',
  when: (state) => state.snapshotOpen && useTabs.getState().tabs.length > 1,
  run: () => stepTab(1),
};
