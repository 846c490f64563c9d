import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import { allPairs, smallGraphs } from '../graph/reference.ts';
import { FOLLOWED, worstFootholds } from './worst-footholds.ts';

const CERTAINTIES = ['allow', 'conditional', 'unknown'] as const;
const entity = (index: number): EntityRow => ({
  index,
  id: `k${index}`,
  kind: 'aws-access-key',
  name: `k${index}`,
  source: null,
  collected: true,
  tier: null,
  attributes: {},
  evidence: null,
});

test('footholds stand as a table of all pairs has them: by jewels, by certainty, by hops, as given', () => {
  let told = 0;
  fc.assert(
    fc.property(
      smallGraphs(),
      fc.uniqueArray(fc.nat(40), { minLength: 1 }),
      fc.uniqueArray(fc.nat(40), { minLength: 1 }),
      ({ input, graph }, someStarts, someJewels) => {
        const within = (some: readonly number[]) => [
          ...new Set(some.map((each) => each % input.entityCount)),
        ];
        const [starts, jewels] = [within(someStarts), within(someJewels)];
        const tables = CERTAINTIES.map((verdict) =>
          allPairs(
            input,
            FOLLOWED[verdict],
            () => 1,
            (a, b) => a + b,
          ),
        );
        const expected = starts
          .filter((start) => !jewels.includes(start))
          .flatMap((start, place) => {
            const hops = tables.map((table) => jewels.map((jewel) => table[start]![jewel]!));
            const counts = hops.map((each) => each.filter(Number.isFinite).length);
            const at = counts.findIndex((count) => count > 0);
            if (at < 0) return [];
            const [surely = 0, both = 0, all = 0] = counts;
            const jewelsBy = { surely, conditional: both - surely, unknown: all - both };
            const nearest = Math.min(...hops[at]!);
            return [{ id: `k${start}`, place, jewels: jewelsBy, verdict: CERTAINTIES[at], hops: nearest }];
          })
          .sort((a, b) => {
            const key = ({ jewels, hops, place }: typeof a) => [
              -jewels.surely,
              -jewels.conditional,
              -jewels.unknown,
              hops,
              place,
            ];
            const differs = key(a).findIndex((each, at) => each !== key(b)[at]);
            return differs < 0 ? 0 : key(a)[differs]! - key(b)[differs]!;
          })
          .map(({ place: _, ...rest }) => rest);
        const ranked = worstFootholds(graph, starts.map(entity), jewels);
        expect(ranked.map(({ entity: { id }, ...rest }) => ({ id, ...rest }))).toEqual(expected);
        if (expected.length > 1) told++;
      },
    ),
    { numRuns: 500 },
  );
  expect(told).toBeGreaterThan(0);
});
