import { stringify } from 'yaml';
import { csvTable } from '../../schema/csv.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import { COLUMNS } from './columns.ts';

/** The inventory as CSV (RFC 4180) or YAML, in the order of its rows: the same inventory gives the same bytes. */
export function writeInventory(rows: readonly InventoryRow[], format: 'csv' | 'yaml'): string {
  if (format === 'csv')
    return csvTable(
      COLUMNS.map(([name]) => name),
      rows.map((row) => COLUMNS.map(([, of]) => of(row))),
    );
  const items = rows.map((row) =>
    Object.fromEntries(COLUMNS.flatMap(([name, of]) => (of(row) === null ? [] : [[name, of(row)]]))),
  );
  return stringify(items, { lineWidth: 0 });
}
