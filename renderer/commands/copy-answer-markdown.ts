import { copyAnswer } from '../investigate/copy-answer.ts';
import { type Command, withAnswer } from './command.ts';

export const copyAnswerMarkdown: Command = {
  id: 'copy-answer-markdown',
  label: 'Copy the answer as Markdown',
  menu: 'Edit',
  keywords: ['clipboard', 'ticket', 'report'],
  shortcut: null,
  when: withAnswer,
  run: () => copyAnswer('markdown'),
};
