import { type Command, withPart } from './command.ts';
import { showPart } from './show-part.ts';

export const showContainment: Command = {
  id: 'show-containment',
  label: 'Containment of this answer',
  menu: 'View',
  keywords: ['revoke', 'rotate', 'steps', 'contain'],
  shortcut: 'Mod+Shift+R',
  when: withPart('containment'),
  run: () => showPart('containment'),
};
