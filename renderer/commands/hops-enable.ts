import { enableAllHops } from '../investigate/edit-view.ts';
import type { Command } from './command.ts';

export const hopsEnable: Command = {
  id: 'hops-enable',
  label: 'Enable every disabled hop again',
  menu: 'Edit',
  keywords: ['without', 'restore'],
  shortcut: null,
  when: (state) => state.snapshotOpen && state.edits.disabled.length > 0,
  run: enableAllHops,
};
