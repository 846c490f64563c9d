import type { Include } from '../graph/graph.ts';
import { reachMany } from '../graph/reach-many.ts';
import type { Steps } from '../steps.ts';
import type { MeasureScene } from './measure.ts';

/** Footholds asked at once. */
const AT_ONCE = 32;

export const SURELY: Include = { conditional: false, unknown: false };
export const AT_MOST: Include = { conditional: true, unknown: true };

/**
 * How many of the targets each of `starts` reaches, in their order. A start that is a target itself counts as one that it
 * reaches only with `own`. Asked from the side that has fewer: outwards from the starts or inwards from the targets.
 */
export function* jewelsReached(
  { graph }: Pick<MeasureScene, 'graph'>,
  starts: readonly number[],
  targets: readonly number[],
  include: Include,
  own: boolean,
): Steps<number[]> {
  const among = new Set(targets);
  const counts = starts.map((start): number => (own && among.has(start) ? 1 : 0));
  const outwards = starts.length <= targets.length;
  const [footholds, others] = outwards ? [starts, targets] : [targets, starts];
  const asked = outwards ? graph : { ...graph, forward: graph.reverse, reverse: graph.forward };
  for (let from = 0; from < footholds.length; from += AT_ONCE) {
    yield;
    const some = footholds.slice(from, from + AT_ONCE);
    const { mask } = reachMany(asked, some, { include });
    for (const [place, other] of others.entries())
      for (let rest = mask[other]!; rest !== 0; rest &= rest - 1) {
        const start = outwards ? from + 31 - Math.clz32(rest & -rest) : place;
        counts[start] = counts[start]! + 1;
      }
  }
  return counts;
}
