import { counted, notKnown } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

export const shared: SnapshotMeasure = {
  id: 'shared',
  title: 'Shared identities',
  definition: 'Identities that more than one workload runs with, of all.',
  unit: 'identities',
  better: 'lower',
  looksAt: 'collection',
  measure({ rows, isHidden }) {
    // That nothing runs is not said by a collection that did not look what runs.
    if (isHidden('runs-as') && rows.every(({ workloads }) => workloads === 0))
      return notKnown('No workload was collected, and not everywhere was looked for them.');
    return counted(rows, ({ workloads }) => workloads > 1, 'number', 'what workloads run with them');
  },
};
