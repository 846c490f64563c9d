import { counted } from './found.ts';
import type { MeasureRule } from './measure.ts';

export const ownership: MeasureRule = {
  id: 'ownership',
  title: 'Ownership coverage',
  unit: 'ratio',
  looksAt: 'collection',
  measure: ({ rows }) => counted(rows, ({ owner }) => owner !== null, 'ratio', 'whether they have an owner'),
};
