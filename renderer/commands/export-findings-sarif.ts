import { exportFindings } from '../findings/findings-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const exportFindingsSarif: Command = {
  id: 'export-findings-sarif',
  label: 'Save findings as SARIF…',
  menu: 'File',
  keywords: ['export', 'findings', 'sarif'],
  shortcut: null,
  when: withSnapshot,
  run: () => exportFindings('sarif'),
};
