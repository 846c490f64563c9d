import { chooseAndVerify } from '../evidence/evidence-store.ts';
import { always, type Command } from './command.ts';

export const verifyEvidence: Command = {
  id: 'verify-evidence',
  label: 'Verify an evidence bundle…',
  menu: 'File',
  keywords: ['check', 'signature', 'bagit', 'audit'],
  shortcut: null,
  when: always,
  run: chooseAndVerify,
};
