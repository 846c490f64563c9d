import { copyChosen } from '../investigate/copy-answer.ts';
import type { Command } from './command.ts';

export const copyChosenMarkdown: Command = {
  id: 'copy-chosen-markdown',
  label: 'Copy what is chosen as Markdown',
  menu: 'Edit',
  keywords: ['clipboard', 'ticket', 'report'],
  shortcut: null,
  when: (state) => state.snapshotOpen && (state.entity !== null || state.hops.length > 0),
  context: ['entity', 'hops'],
  short: 'Copy as Markdown',
  group: 'copy',
  run: () => copyChosen('markdown'),
};
