import { counted } from './found.ts';
import type { MeasureRule } from './measure.ts';

export const shared: MeasureRule = {
  id: 'shared',
  title: 'Shared identities',
  unit: 'identities',
  looksAt: 'collection',
  measure: ({ rows }) =>
    counted(rows, ({ workloads }) => workloads > 1, 'number', 'what workloads run with them'),
};
