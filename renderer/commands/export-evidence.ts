import { go } from '../frame/navigation-store.ts';
import { type Command, withAnswer } from './command.ts';

export const exportEvidence: Command = {
  id: 'export-evidence',
  label: 'Export evidence of this answer',
  menu: 'File',
  keywords: ['bundle', 'report', 'save', 'share'],
  shortcut: 'Mod+E',
  when: withAnswer,
  run: () => go('evidence'),
};
