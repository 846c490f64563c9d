import { type Command, withPart } from './command.ts';
import { showPart } from './show-part.ts';

export const showBlastRadius: Command = {
  id: 'show-blast-radius',
  label: 'Blast radius of this answer',
  menu: 'View',
  keywords: ['reach', 'reaches'],
  shortcut: 'Mod+Shift+B',
  when: withPart('blast'),
  run: () => showPart('blast'),
};
