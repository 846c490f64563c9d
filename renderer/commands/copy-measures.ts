import { copyMeasures } from '../measures/measures-store.ts';
import { type Command, withMeasures } from './command.ts';

export const copyMeasuresCommand: Command = {
  id: 'copy-measures',
  label: 'Copy the measures as Markdown',
  menu: 'Edit',
  keywords: ['metrics', 'trend', 'clipboard', 'report'],
  shortcut: null,
  when: withMeasures,
  run: copyMeasures,
};
