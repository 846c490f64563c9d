import { chooseCase } from '../case/case-store.ts';
import { always, type Command } from './command.ts';

export const openCaseCommand: Command = {
  id: 'open-case',
  label: 'Open a case…',
  menu: 'File',
  keywords: ['investigation', 'marks', 'notes'],
  shortcut: 'Mod+Shift+O',
  when: always,
  run: async () => void (await chooseCase()),
};
