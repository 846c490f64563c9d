import { exceptChosenPath } from '../exceptions/exception-store.ts';
import { chosenPath } from '../investigate/chosen-path.ts';
import type { Command } from './command.ts';

export const exceptPath: Command = {
  id: 'except-path',
  label: 'Grant an exception for the chosen path…',
  menu: 'Edit',
  keywords: ['accept', 'risk', 'suppress', 'waive', 'case'],
  shortcut: null,
  when: ({ view, snapshotOpen }) => snapshotOpen && view === 'investigate' && chosenPath() !== null,
  context: 'path',
  short: 'Grant an exception…',
  group: 'mark',
  run: exceptChosenPath,
};
