import { stepInCase } from '../case/case-store.ts';
import type { Command } from './command.ts';

export const undoInCase: Command = {
  id: 'undo-in-case',
  label: 'Take back the last action in the case',
  menu: 'Edit',
  keywords: ['undo', 'revert', 'mark'],
  shortcut: 'Mod+Alt+Z',
  when: (state) => state.caseCanUndo,
  run: () => stepInCase('case.undo'),
};
