import type { Found } from '../../schema/measures.ts';
import type { Steps } from '../steps.ts';
import { notKnown } from './found.ts';
import { AT_MOST, jewelsReached, SURELY } from './jewels-reached.ts';
import type { SnapshotMeasure } from './measure.ts';
import { workloadIdentities } from './principals.ts';

export const blastRadius: SnapshotMeasure = {
  id: 'blast-radius',
  title: 'Blast-radius score: crown jewels within reach of a workload identity',
  definition:
    'Mean number of crown jewels that one compromised workload identity surely reaches, itself among them where it is one: Σ jewels reached ÷ workload identities.',
  unit: 'jewels',
  better: 'lower',
  looksAt: 'relations',
  *measure(scene): Steps<Found> {
    const identities = workloadIdentities(scene.rows).flatMap(({ id }) => {
      const number = scene.numberOf(id);
      return number === null ? [] : [{ id, number }];
    });
    if (identities.length === 0) return notKnown('No identity is known that a workload runs with.');
    if (scene.jewels.length === 0) return notKnown('No crown jewel is known.');
    const starts = identities.map(({ number }) => number);
    const sure = yield* jewelsReached(scene, starts, scene.jewels, SURELY, true);
    const most = yield* jewelsReached(scene, starts, scene.jewels, AT_MOST, true);
    const unsure = most.filter((count, at) => count > sure[at]!).length;
    return {
      value: mean(sure),
      of: null,
      entities: identities.filter((_, at) => sure[at]! > 0).map(({ id }) => id),
      also: [
        { label: 'largest', value: sure.reduce((a, b) => Math.max(a, b)) },
        { label: 'mean with conditional and unknown relations', value: mean(most) },
        ...distribution(sure),
      ],
      unknown:
        unsure > 0
          ? `${unsure} of ${identities.length} may reach more, over relations that are conditional or unknown.`
          : null,
    };
  },
};

/** How many identities reach so many, fewest first. */
function distribution(counts: readonly number[]) {
  const found = new Map<number, number>();
  for (const count of counts) found.set(count, (found.get(count) ?? 0) + 1);
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([count, value]) => ({ label: `identities that reach ${count}`, value }));
}

function mean(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0) / counts.length;
}
