import { go } from '../frame/navigation-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const goWhatIf: Command = {
  id: 'go-whatif',
  label: 'What if',
  menu: 'Go',
  keywords: ['scenario', 'simulate', 'change', 'cut', 'remediate'],
  shortcut: 'Mod+8',
  when: withSnapshot,
  run: () => go('whatif'),
};
