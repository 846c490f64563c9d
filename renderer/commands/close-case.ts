import { closeCase, useCase } from '../case/case-store.ts';
import type { Command } from './command.ts';

export const closeCaseCommand: Command = {
  id: 'close-case',
  label: 'Close the case',
  menu: 'File',
  keywords: ['investigation'],
  shortcut: null,
  when: () => useCase.getState().open !== null,
  run: closeCase,
};
