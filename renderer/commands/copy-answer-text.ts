import { copyAnswer } from '../investigate/copy-answer.ts';
import { type Command, withAnswer } from './command.ts';

export const copyAnswerText: Command = {
  id: 'copy-answer-text',
  label: 'Copy the answer as text',
  menu: 'Edit',
  keywords: ['clipboard', 'ticket', 'chat'],
  shortcut: 'Mod+Shift+X',
  when: withAnswer,
  run: () => copyAnswer('text'),
};
