import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPairs, includes, smallGraphs } from '../graph/reference.ts';
import { atOnce } from '../steps.ts';
import { jewelsReached } from './jewels-reached.ts';

test('from whichever side they are counted, targets reached are those of a table of all pairs', () => {
  const sides = { outwards: 0, inwards: 0 };
  fc.assert(
    fc.property(
      smallGraphs(),
      includes,
      fc.uniqueArray(fc.nat(40), { minLength: 1 }),
      fc.uniqueArray(fc.nat(40), { minLength: 1 }),
      fc.boolean(),
      ({ input, graph }, include, someStarts, someTargets, own) => {
        const within = (some: readonly number[]) => [
          ...new Set(some.map((each) => each % input.entityCount)),
        ];
        const [starts, targets] = [within(someStarts), within(someTargets)];
        const hops = allPairs(
          input,
          include,
          () => 1,
          (a, b) => a + b,
        );
        const reaches = (a: number, b: number) => (a === b ? own : Number.isFinite(hops[a]![b]!));
        expect(atOnce(jewelsReached({ graph }, starts, targets, include, own))).toEqual(
          starts.map((start) => targets.filter((target) => reaches(start, target)).length),
        );
        sides[starts.length <= targets.length ? 'outwards' : 'inwards']++;
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(sides.outwards, sides.inwards)).toBeGreaterThan(20);
});
