import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

/** An owner that nothing names is what this counts, so that it is never unknown whether one is. */
export const orphaned: SnapshotMeasure = {
  id: 'orphaned',
  title: 'Orphaned identities (no owner is known)',
  definition: 'Identities of which nothing that was collected names an owner, of all.',
  unit: 'identities',
  better: 'lower',
  looksAt: 'collection',
  measure: ({ rows }) => counted(rows, ({ owner }) => owner === null, 'number', 'whether they have an owner'),
};
