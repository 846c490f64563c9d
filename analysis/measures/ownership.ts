import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

export const ownership: SnapshotMeasure = {
  id: 'ownership',
  title: 'Ownership coverage',
  unit: 'ratio',
  looksAt: 'collection',
  measure: ({ rows }) => counted(rows, ({ owner }) => owner !== null, 'ratio', 'whether they have an owner'),
};
