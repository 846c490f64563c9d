import { useCompare } from '../compare/compare-store.ts';
import { exportDrift } from '../compare/export-drift.ts';
import type { Command } from './command.ts';

export const exportDriftMarkdown: Command = {
  id: 'export-drift-markdown',
  label: 'Save the drift report as Markdown…',
  menu: 'File',
  keywords: ['drift', 'weekly', 'compare', 'report', 'export'],
  shortcut: null,
  when: ({ view }) => view === 'compare' && useCompare.getState().drift !== null,
  run: () => exportDrift('markdown'),
};
