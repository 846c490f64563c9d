import { exportFindings } from '../findings/findings-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const exportFindingsCsv: Command = {
  id: 'export-findings-csv',
  label: 'Save findings as CSV…',
  menu: 'File',
  keywords: ['export', 'findings', 'csv'],
  shortcut: null,
  when: withSnapshot,
  run: () => exportFindings('csv'),
};
