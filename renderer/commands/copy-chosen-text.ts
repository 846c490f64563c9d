import { copyChosen } from '../investigate/copy-answer.ts';
import type { Command } from './command.ts';

export const copyChosenText: Command = {
  id: 'copy-chosen-text',
  label: 'Copy what is chosen as text',
  menu: 'Edit',
  keywords: ['clipboard', 'ticket', 'chat'],
  shortcut: null,
  when: (state) => state.snapshotOpen && (state.entity !== null || state.hops.length > 0),
  context: ['entity', 'hops'],
  short: 'Copy as text',
  group: 'copy',
  run: () => copyChosen('text'),
};
