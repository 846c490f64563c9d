import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

export const ownership: SnapshotMeasure = {
  id: 'ownership',
  title: 'Ownership coverage',
  definition: 'Identities of which anything names an owner ÷ all identities.',
  unit: 'ratio',
  better: 'higher',
  looksAt: 'collection',
  measure: ({ rows }) => counted(rows, ({ owner }) => owner !== null, 'ratio', 'whether they have an owner'),
};
