import { saveMeasures } from '../measures/measures-store.ts';
import { type Command, withMeasures } from './command.ts';

export const saveMeasuresMarkdown: Command = {
  id: 'save-measures-markdown',
  label: 'Save the measures as Markdown…',
  menu: 'File',
  keywords: ['metrics', 'trend', 'export', 'report'],
  shortcut: null,
  when: withMeasures,
  run: () => saveMeasures('markdown'),
};
