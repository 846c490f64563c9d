import { exportFindings } from '../findings/findings-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const exportFindingsOcsf: Command = {
  id: 'export-findings-ocsf',
  label: 'Save findings as OCSF…',
  menu: 'File',
  keywords: ['export', 'findings', 'ocsf'],
  shortcut: null,
  when: withSnapshot,
  run: () => exportFindings('ocsf'),
};
