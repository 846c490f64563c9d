import type { Found } from '../../schema/measures.ts';
import type { Steps } from '../steps.ts';
import { notKnown } from './found.ts';
import { AT_MOST, jewelsReached, SURELY } from './jewels-reached.ts';
import type { SnapshotMeasure } from './measure.ts';

export const productionPaths: SnapshotMeasure = {
  id: 'production-paths',
  title: 'Production-reachable paths',
  definition:
    'Pairs of a machine identity and another entity that is a crown jewel in production, where the one surely reaches the other: Σ over identities of the jewels each reaches.',
  unit: 'paths',
  better: 'lower',
  looksAt: 'relations',
  *measure(scene): Steps<Found> {
    const environments = scene.jewels.map(scene.environmentOf);
    const targets = scene.jewels.filter((_, at) => (environments[at] ?? 'production') === 'production');
    const untold = environments.filter((environment) => environment === null).length;
    if (scene.jewels.length === 0) return notKnown('No crown jewel is known.');
    const identities = scene.rows.flatMap(({ id }) => {
      const number = scene.numberOf(id);
      return number === null ? [] : [{ id, number }];
    });
    if (identities.length === 0) return notKnown('The snapshot has no machine identity.');
    const starts = identities.map(({ number }) => number);
    const sure = yield* jewelsReached(scene, starts, targets, SURELY, false);
    const most = yield* jewelsReached(scene, starts, targets, AT_MOST, false);
    const reaching = identities.filter((_, at) => sure[at]! > 0);
    const unsure = sum(most) - sum(sure);
    const unknown = [
      ...(unsure > 0 ? [`${unsure} more may hold, over relations that are conditional or unknown.`] : []),
      ...(untold > 0
        ? [`Of ${untold} of ${scene.jewels.length} crown jewels the environment is not known: they count.`]
        : []),
    ];
    return {
      value: sum(sure),
      of: null,
      entities: reaching.map(({ id }) => id),
      also: [
        { label: 'identities that reach production', value: reaching.length },
        { label: 'crown jewels in production', value: targets.length },
        { label: 'with conditional and unknown relations', value: sum(most) },
      ],
      unknown: unknown.join(' ') || null,
    };
  },
};

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
