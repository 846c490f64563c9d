import { type Command, withPart } from './command.ts';
import { showPart } from './show-part.ts';

export const showPaths: Command = {
  id: 'show-paths',
  label: 'Paths of this answer',
  menu: 'View',
  keywords: ['hops', 'drawing'],
  shortcut: 'Mod+Shift+P',
  when: withPart('paths'),
  run: () => showPart('paths'),
};
