import { asText } from '../findings/finding-text.ts';
import { chosenFinding, copyChosen } from '../findings/findings-store.ts';
import type { Command } from './command.ts';

export const copyFinding: Command = {
  id: 'copy-finding',
  label: 'Copy the finding as text',
  menu: 'View',
  keywords: ['clipboard', 'ticket', 'finding'],
  shortcut: null,
  when: ({ view, snapshotOpen }) => snapshotOpen && view === 'findings' && chosenFinding() !== null,
  context: 'finding',
  group: 'copy',
  run: () => copyChosen(asText),
};
