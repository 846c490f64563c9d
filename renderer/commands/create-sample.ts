import { collectSample } from '../collect/jobs.ts';
import { always, type Command } from './command.ts';

export const createSample: Command = {
  id: 'create-sample',
  label: 'Create the sample estate',
  menu: 'File',
  keywords: ['demo', 'example', 'try'],
  shortcut: null,
  when: always,
  run: collectSample,
};
