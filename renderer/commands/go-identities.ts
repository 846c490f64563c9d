import { go } from '../frame/navigation-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const goIdentities: Command = {
  id: 'go-identities',
  label: 'Identities',
  menu: 'Go',
  keywords: ['inventory', 'list', 'users', 'roles'],
  shortcut: 'Mod+3',
  when: withSnapshot,
  run: () => go('identities'),
};
