import { cutQuestion, cutThis } from '../whatif/cut-question.ts';
import type { Command } from './command.ts';

export const findCut: Command = {
  id: 'find-cut',
  label: 'Find the least cut of this answer',
  menu: 'View',
  keywords: ['sever', 'fix', 'remediate', 'cut', 'least'],
  shortcut: 'Mod+Shift+K',
  when: ({ snapshotOpen, answer }) => snapshotOpen && cutQuestion(answer, null) !== null,
  run: cutThis,
};
