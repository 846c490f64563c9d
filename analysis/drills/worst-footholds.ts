import type { Verdict } from '../../schema/records.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import { exposureOfMany } from '../graph/exposure.ts';
import type { Graph, Include } from '../graph/graph.ts';
import { jewelsReached } from '../measures/jewels-reached.ts';
import { atOnce } from '../steps.ts';

/** What is followed to reach something with a certainty. */
export const FOLLOWED: Readonly<Record<Verdict, Include>> = {
  allow: { conditional: false, unknown: false },
  conditional: { conditional: true, unknown: false },
  unknown: { conditional: true, unknown: true },
};
const CERTAINTIES = ['allow', 'conditional', 'unknown'] as const satisfies readonly Verdict[];

export interface RankedFoothold {
  readonly entity: EntityRow;
  /** Crown jewels reached surely, and besides if conditions hold, and if what is unknown turns out so. */
  readonly jewels: { readonly surely: number; readonly conditional: number; readonly unknown: number };
  /** The best certainty at which one is reached, and the fewest hops to one at that certainty. */
  readonly verdict: Verdict;
  readonly hops: number;
}

/**
 * The footholds that reach a crown jewel, worst first: by how many they reach surely; then by how many besides if
 * conditions hold; then by how many besides if what is unknown turns out so; then by fewest hops; then in the order
 * given. One that is a crown jewel itself is left out: there is nothing left to reach.
 */
export function worstFootholds(
  graph: Graph,
  footholds: readonly EntityRow[],
  jewels: readonly number[],
): RankedFoothold[] {
  const isJewel = new Set(jewels);
  const entities = footholds.filter(({ index }) => !isJewel.has(index));
  const starts = entities.map(({ index }) => index);
  if (starts.length === 0 || jewels.length === 0) return [];
  const reached = CERTAINTIES.map((verdict) => ({
    verdict,
    counts: atOnce(jewelsReached({ graph }, starts, jewels, FOLLOWED[verdict], false)),
    hops: hopsToNearest(graph, jewels, FOLLOWED[verdict]),
  }));
  return entities
    .flatMap((entity, at): RankedFoothold[] => {
      const [surely = 0, conditional = 0, unknown = 0] = reached.map(({ counts }) => counts[at]);
      const best = reached.find(({ counts }) => counts[at]! > 0);
      const hops = best?.hops.get(entity.index);
      if (best === undefined || hops === undefined) return [];
      return [
        {
          entity,
          jewels: { surely, conditional: conditional - surely, unknown: unknown - conditional },
          verdict: best.verdict,
          hops,
        },
      ];
    })
    .sort(byHarm);
}

function byHarm(a: RankedFoothold, b: RankedFoothold): number {
  return (
    b.jewels.surely - a.jewels.surely ||
    b.jewels.conditional - a.jewels.conditional ||
    b.jewels.unknown - a.jewels.unknown ||
    a.hops - b.hops
  );
}

function hopsToNearest(graph: Graph, jewels: readonly number[], include: Include): Map<number, number> {
  const { index, distance } = exposureOfMany(graph, jewels, { include });
  return new Map(Array.from(index, (entity, at) => [entity, distance[at]!]));
}
