import { openDialog } from '../frame/dialog-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const redactSnapshot: Command = {
  id: 'redact-snapshot',
  label: 'Save with pseudonyms…',
  menu: 'File',
  keywords: ['redact', 'anonymise', 'share', 'hand over', 'names'],
  shortcut: null,
  when: withSnapshot,
  run: () => openDialog('redact'),
};
