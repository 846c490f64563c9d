import { copyAnswer } from '../investigate/copy-answer.ts';
import { type Command, withAnswer } from './command.ts';

export const copyAnswerJson: Command = {
  id: 'copy-answer-json',
  label: 'Copy the answer as JSON',
  menu: 'Edit',
  keywords: ['clipboard', 'machine'],
  shortcut: null,
  when: withAnswer,
  run: () => copyAnswer('json'),
};
