import { exportInventory } from '../identities/export-inventory.ts';
import { type Command, withSnapshot } from './command.ts';

export const exportInventoryCsv: Command = {
  id: 'export-inventory',
  label: 'Save the inventory as CSV…',
  menu: 'File',
  keywords: ['machine', 'owner', 'tier', 'environment', 'export', 'csv'],
  shortcut: null,
  when: withSnapshot,
  run: () => exportInventory('csv'),
};
