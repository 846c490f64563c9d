import { isUnused, LONG_DAYS } from '../inventory/is-unused.ts';
import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

export const unused: SnapshotMeasure = {
  id: 'unused',
  title: `Unused for more than ${LONG_DAYS} days`,
  unit: 'identities',
  looksAt: 'collection',
  measure: ({ rows, momentOf }) =>
    counted(rows, (row) => isUnused(row, momentOf(row)), 'number', 'when they were used last'),
};
