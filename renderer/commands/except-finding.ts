import { exceptChosenFinding } from '../exceptions/exception-store.ts';
import { chosenFinding } from '../findings/findings-store.ts';
import type { Command } from './command.ts';

export const exceptFinding: Command = {
  id: 'except-finding',
  label: 'Grant an exception for the chosen finding…',
  menu: 'Edit',
  keywords: ['accept', 'risk', 'suppress', 'waive', 'case'],
  shortcut: null,
  when: ({ view, snapshotOpen }) => snapshotOpen && view === 'findings' && chosenFinding() !== null,
  context: 'finding',
  short: 'Grant an exception…',
  group: 'mark',
  run: exceptChosenFinding,
};
