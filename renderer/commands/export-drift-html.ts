import { useCompare } from '../compare/compare-store.ts';
import { exportDrift } from '../compare/export-drift.ts';
import type { Command } from './command.ts';

export const exportDriftHtml: Command = {
  id: 'export-drift-html',
  label: 'Save the drift report as HTML…',
  menu: 'File',
  keywords: ['drift', 'weekly', 'compare', 'report', 'export'],
  shortcut: null,
  when: ({ view }) => view === 'compare' && useCompare.getState().drift !== null,
  run: () => exportDrift('html'),
};
