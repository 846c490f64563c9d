import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastHittingSet } from './hitting-set.ts';

const ELEMENTS = 9;
const sets = fc.array(fc.uniqueArray(fc.nat(ELEMENTS - 1), { minLength: 1, maxLength: 4 }), { maxLength: 9 });
const prices = fc.array(fc.constantFrom(1, 1.5, 2, 4, Number.POSITIVE_INFINITY), {
  minLength: ELEMENTS,
  maxLength: ELEMENTS,
});

test('the choice hits every set and costs as little as the cheapest of all choices', () => {
  let dear = 0;
  fc.assert(
    fc.property(sets, prices, (given, price) => {
      const costOf = (element: number) => price[element]!;
      const possible = given.filter((set) => set.some((element) => Number.isFinite(costOf(element))));
      const hits = (choice: readonly number[]) =>
        possible.every((set) => set.some((each) => choice.includes(each)));
      let cheapest = Number.POSITIVE_INFINITY;
      for (let bits = 0; bits < 1 << ELEMENTS; bits++) {
        const choice = [...Array(ELEMENTS).keys()].filter((element) => (bits >> element) & 1);
        const total = choice.reduce((sum, element) => sum + costOf(element), 0);
        if (total < cheapest && hits(choice)) cheapest = total;
      }
      const found = leastHittingSet(possible, costOf);
      expect(hits(found.chosen)).toBe(true);
      expect({ cost: found.cost, least: found.least }).toEqual({ cost: cheapest, least: true });
      if (found.chosen.length > 2) dear++;
    }),
    { numRuns: 600 },
  );
  expect(dear).toBeGreaterThan(50);
});

test('many parts that share nothing are each decided by themselves', () => {
  // Fifty triangles: of each two corners are needed, and no corner is better than another.
  const triangles = Array.from({ length: 50 }, (_, at) => [
    [3 * at, 3 * at + 1],
    [3 * at + 1, 3 * at + 2],
    [3 * at, 3 * at + 2],
  ]).flat();
  expect(leastHittingSet(triangles, () => 1)).toMatchObject({ cost: 100, least: true });
});
