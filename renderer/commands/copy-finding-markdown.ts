import { asMarkdown } from '../findings/finding-text.ts';
import { chosenFinding, copyChosen } from '../findings/findings-store.ts';
import type { Command } from './command.ts';

export const copyFindingMarkdown: Command = {
  id: 'copy-finding-markdown',
  label: 'Copy the finding as Markdown',
  menu: 'View',
  keywords: ['clipboard', 'ticket', 'finding'],
  shortcut: null,
  when: ({ view, snapshotOpen }) => snapshotOpen && view === 'findings' && chosenFinding() !== null,
  context: 'finding',
  group: 'copy',
  run: () => copyChosen(asMarkdown),
};
