import type { InventoryRow } from '../../schema/inventory.ts';
import { counted } from './found.ts';
import type { MeasureRule, MeasureScene } from './measure.ts';

const DAYS = 90;
const DAY = 24 * 60 * 60 * 1_000;

export const unused: MeasureRule = {
  id: 'unused',
  title: `Unused for more than ${DAYS} days`,
  unit: 'identities',
  looksAt: 'collection',
  measure: (scene) =>
    counted(scene.rows, (row) => isUnused(row, scene), 'number', 'when they were used last'),
};

/** What was never used counts once it is old enough to have been. */
function isUnused(row: InventoryRow, { momentOf }: MeasureScene): boolean | null {
  const last = row.lastUsed === 'never' ? row.created : row.lastUsed;
  const moment = momentOf(row);
  const at = last === null ? Number.NaN : Date.parse(last);
  return moment === null || Number.isNaN(at) ? null : moment - at > DAYS * DAY;
}
