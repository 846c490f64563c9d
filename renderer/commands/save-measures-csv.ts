import { saveMeasures } from '../measures/measures-store.ts';
import { type Command, withMeasures } from './command.ts';

export const saveMeasuresCsv: Command = {
  id: 'save-measures-csv',
  label: 'Save the measures as CSV…',
  menu: 'File',
  keywords: ['metrics', 'trend', 'export', 'spreadsheet'],
  shortcut: null,
  when: withMeasures,
  run: () => saveMeasures('csv'),
};
