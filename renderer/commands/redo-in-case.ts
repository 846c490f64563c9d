import { stepInCase } from '../case/case-store.ts';
import type { Command } from './command.ts';

export const redoInCase: Command = {
  id: 'redo-in-case',
  label: 'Do the last action taken back again',
  menu: 'Edit',
  keywords: ['redo', 'case', 'mark'],
  shortcut: 'Mod+Alt+Shift+Z',
  when: (state) => state.caseCanRedo,
  run: () => stepInCase('case.redo'),
};
