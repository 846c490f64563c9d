import { asJson } from '../findings/finding-text.ts';
import { chosenFinding, copyChosen } from '../findings/findings-store.ts';
import type { Command } from './command.ts';

export const copyFindingJson: Command = {
  id: 'copy-finding-json',
  label: 'Copy the finding as JSON',
  menu: 'View',
  keywords: ['clipboard', 'ticket', 'finding'],
  shortcut: null,
  when: ({ view, snapshotOpen }) => snapshotOpen && view === 'findings' && chosenFinding() !== null,
  context: 'finding',
  group: 'copy',
  run: () => copyChosen(asJson),
};
