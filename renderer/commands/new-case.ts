import { newCase } from '../case/case-store.ts';
import { always, type Command } from './command.ts';

export const newCaseCommand: Command = {
  id: 'new-case',
  label: 'New case…',
  menu: 'File',
  keywords: ['investigation', 'marks', 'notes'],
  shortcut: null,
  when: always,
  run: async () => void (await newCase()),
};
