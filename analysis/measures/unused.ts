import { isUnused, LONG_DAYS } from '../inventory/is-unused.ts';
import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

export const unused: SnapshotMeasure = {
  id: 'unused',
  title: `Unused for more than ${LONG_DAYS} days`,
  definition:
    'Identities used last more than 90 days before the moment their source is of, or never and made more than 90 days before it, of those of which that is known.',
  unit: 'identities',
  better: 'lower',
  looksAt: 'collection',
  measure: ({ rows, momentOf }) =>
    counted(rows, (row) => isUnused(row, momentOf(row)), 'number', 'when they were used last'),
};
