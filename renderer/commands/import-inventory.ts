import { chooseInventory } from '../identities/import-store.ts';
import { type Command, withSnapshot } from './command.ts';

export const importInventory: Command = {
  id: 'import-inventory',
  label: 'Import an inventory that was edited…',
  menu: 'File',
  keywords: ['machine', 'owner', 'tier', 'environment', 'csv', 'yaml', 'case', 'marks'],
  shortcut: null,
  when: withSnapshot,
  run: chooseInventory,
};
