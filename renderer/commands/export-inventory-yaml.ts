import { exportInventory } from '../identities/export-inventory.ts';
import { type Command, withSnapshot } from './command.ts';

export const exportInventoryYaml: Command = {
  id: 'export-inventory-yaml',
  label: 'Save the inventory as YAML…',
  menu: 'File',
  keywords: ['machine', 'owner', 'tier', 'environment', 'export', 'yaml', 'version control'],
  shortcut: null,
  when: withSnapshot,
  run: () => exportInventory('yaml'),
};
