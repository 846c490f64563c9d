import { go } from '../frame/navigation-store.ts';
import { useIdentitiesMode } from '../identities/identities-mode.ts';
import { type Command, withSnapshot } from './command.ts';

export const showMachines: Command = {
  id: 'show-machines',
  label: 'Show the machine identities',
  menu: 'Go',
  keywords: ['inventory', 'owner', 'tier', 'environment', 'expiry', 'unused', 'programme'],
  shortcut: null,
  when: withSnapshot,
  run: () => {
    useIdentitiesMode.setState({ mode: 'machines' });
    go('identities');
  },
};
