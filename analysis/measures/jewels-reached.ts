import { throwIfCancelled } from '../../schema/errors.ts';
import type { Include } from '../graph/graph.ts';
import { reachMany } from '../graph/reach-many.ts';
import type { MeasureScene } from './measure.ts';

/** Footholds asked at once. */
const AT_ONCE = 32;

export const SURELY: Include = { conditional: false, unknown: false };
export const AT_MOST: Include = { conditional: true, unknown: true };

/**
 * How many of the targets each entity reaches, in the order of `starts`. A start that is a target itself counts as one
 * that it reaches only with `own`.
 */
export function jewelsReached(
  { graph, signal }: Pick<MeasureScene, 'graph' | 'signal'>,
  starts: readonly number[],
  targets: readonly number[],
  include: Include,
  own: boolean,
): number[] {
  const counts: number[] = [];
  const among = new Set(targets);
  for (let from = 0; from < starts.length; from += AT_ONCE) {
    throwIfCancelled(signal);
    const some = starts.slice(from, from + AT_ONCE);
    const { mask } = reachMany(graph, some, { include });
    for (const [bit, start] of some.entries()) {
      let count = own && among.has(start) ? 1 : 0;
      for (const target of targets) count += (mask[target]! >>> bit) & 1;
      counts.push(count);
    }
  }
  return counts;
}
