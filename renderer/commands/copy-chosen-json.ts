import { copyChosen } from '../investigate/copy-answer.ts';
import type { Command } from './command.ts';

export const copyChosenJson: Command = {
  id: 'copy-chosen-json',
  label: 'Copy what is chosen as JSON',
  menu: 'Edit',
  keywords: ['clipboard', 'machine'],
  shortcut: null,
  when: (state) => state.snapshotOpen && (state.entity !== null || state.hops.length > 0),
  context: ['entity', 'hops'],
  short: 'Copy as JSON',
  group: 'copy',
  run: () => copyChosen('json'),
};
