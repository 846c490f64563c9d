import { saveTable } from '../investigate/save-table.ts';
import { type Command, withAnswer } from './command.ts';

export const exportTableCsv: Command = {
  id: 'export-table-csv',
  label: 'Save the table of the answer as CSV…',
  menu: 'File',
  keywords: ['export', 'spreadsheet', 'rows'],
  shortcut: null,
  when: (state) => withAnswer(state) && state.view === 'investigate',
  run: saveTable,
};
