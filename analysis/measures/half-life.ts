import { notKnown } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';
import { keysAmong, usersUntold } from './principals.ts';

/**
 * Of credentials that live on, nobody knows yet when they end, so that it is told from their ages: where each is as
 * likely to be ended on one day as on another, the median age of those that are there is the time in which half of them
 * are.
 */
export const halfLife: SnapshotMeasure = {
  id: 'half-life',
  title: 'Credential half-life',
  definition:
    'Median age in days of the keys and tokens that are neither disabled nor past their end, of those of which it is known when they were made.',
  unit: 'days',
  better: 'lower',
  looksAt: 'collection',
  measure({ rows, isEnded }) {
    // When an app was made says nothing of its keys.
    const live = keysAmong(rows).filter((row) => row.kind !== 'github-app' && !isEnded(row));
    const untold = usersUntold(rows);
    const aged = live.flatMap(({ id, tier, ageDays }) =>
      ageDays === null ? [] : [{ id, tier: tier?.value ?? null, age: ageDays }],
    );
    const unknown = [
      ...(aged.length < live.length
        ? [`Of ${live.length - aged.length} of ${live.length} keys it is not known when they were made.`]
        : []),
      ...(untold === null ? [] : [untold]),
    ];
    const value = median(aged.map(({ age }) => age));
    if (value === null)
      return notKnown([live.length === 0 ? 'No live key was collected.' : '', ...unknown].join(' ').trim());
    return {
      value,
      of: null,
      entities: aged.filter(({ age }) => age >= value).map(({ id }) => id),
      also: ([0, 1, 2] as const).flatMap((tier) => {
        const own = median(aged.filter((each) => each.tier === tier).map(({ age }) => age));
        return own === null ? [] : [{ label: `tier ${tier}, days`, value: own }];
      }),
      unknown: unknown.join(' ') || null,
    };
  },
};

function median(ages: readonly number[]): number | null {
  const sorted = ages.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
