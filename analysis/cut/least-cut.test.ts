import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGraph } from '../graph/build.ts';
import type { Graph } from '../graph/graph.ts';
import { smallGraph, smallGraphs } from '../graph/reference.ts';
import { leastCut } from './least-cut.ts';

/** Whether a path is left once the changes are made: every relation is looked at until nothing new is reached. */
function leavesPath(
  input: { readonly from: Int32Array; readonly to: Int32Array; readonly traversable: Uint8Array },
  from: readonly number[],
  to: readonly number[],
  standing: (relation: number) => boolean,
): boolean {
  const reached = new Set(from.filter((entity) => !to.includes(entity)));
  for (let grew = true; grew; ) {
    grew = false;
    for (let relation = 0; relation < input.from.length; relation++) {
      if (input.traversable[relation] === 0 || !standing(relation)) continue;
      if (!reached.has(input.from[relation]!) || reached.has(input.to[relation]!)) continue;
      if (to.includes(input.to[relation]!)) return true;
      reached.add(input.to[relation]!);
      grew = true;
    }
  }
  return false;
}

/** The relations of each change, the slow way round. */
function inverse(relations: number, changesOf: (relation: number) => readonly number[]) {
  return (change: number) => [...Array(relations).keys()].filter((each) => changesOf(each).includes(change));
}

const CHANGES = 6;
const costs = fc.array(fc.constantFrom(1, 2, 5, Number.POSITIVE_INFINITY), {
  minLength: CHANGES,
  maxLength: CHANGES,
});
/** For each relation the changes that take it away, picked by its number. */
const patterns = fc.array(fc.uniqueArray(fc.nat(CHANGES - 1), { maxLength: 3 }), {
  minLength: 1,
  maxLength: 12,
});

test('a cut costs as little as the cheapest of all choices, and leaves no path', () => {
  let cuts = 0;
  fc.assert(
    fc.property(smallGraphs(), patterns, costs, fc.nat(6), fc.nat(6), (small, pattern, cost, a, b) => {
      const { input, graph } = small;
      const [from, to] = [[a % input.entityCount], [b % input.entityCount]];
      const changesOf = (relation: number) => pattern[relation % pattern.length]!;
      const costOf = (change: number) => cost[change]!;
      const standing = (made: readonly number[]) => (relation: number) =>
        !changesOf(relation).some((change) => made.includes(change));

      let cheapest = Number.POSITIVE_INFINITY;
      for (let choice = 0; choice < 1 << CHANGES; choice++) {
        const made = [...Array(CHANGES).keys()].filter((change) => (choice >> change) & 1);
        const total = made.reduce((sum, change) => sum + costOf(change), 0);
        if (total < cheapest && !leavesPath(input, from, to, standing(made))) cheapest = total;
      }
      const cut = leastCut(graph, {
        from,
        to,
        changesOf,
        takenBy: inverse(input.from.length, changesOf),
        costOf,
      });
      if (!cut.possible) {
        expect(cheapest).toBe(Number.POSITIVE_INFINITY);
        expect(
          cut.path.every((relation) => changesOf(relation).every((each) => costOf(each) === Infinity)),
        ).toBe(true);
        return;
      }
      if (cut.changes.length > 0) cuts++;
      expect({ cost: cut.cost, least: cut.least }).toEqual({ cost: cheapest, least: true });
      expect(leavesPath(input, from, to, standing(cut.changes))).toBe(false);
    }),
    { numRuns: 400 },
  );
  expect(cuts).toBeGreaterThan(20);
});

test('one change behind many relations counts once', () => {
  // Three ways from 0 to 4; the two relations of the first change stand on two of them.
  const { graph } = smallGraph(5, [
    { from: 0, to: 1 },
    { from: 0, to: 2 },
    { from: 0, to: 3 },
    { from: 1, to: 4 },
    { from: 2, to: 4 },
    { from: 3, to: 4 },
  ]);
  const changesOf = (relation: number) => [[0], [0], [1], [2], [3], [4]][relation]!;
  expect(
    leastCut(graph, { from: [0], to: [4], changesOf, takenBy: inverse(6, changesOf), costOf: () => 1 }),
  ).toEqual({
    possible: true,
    changes: [0, 1],
    cost: 2,
    least: true,
  });
});

test('a path that nothing can change is named', () => {
  const { graph } = smallGraph(3, [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
  ]);
  expect(
    leastCut(graph, { from: [0], to: [2], changesOf: () => [], takenBy: () => [], costOf: () => 1 }),
  ).toEqual({
    possible: false,
    path: [0, 1],
  });
});

test('where no path leads, nothing has to be changed', () => {
  const { graph } = smallGraph(3, [{ from: 1, to: 0 }]);
  expect(
    leastCut(graph, { from: [0], to: [2], changesOf: () => [0], takenBy: () => [0], costOf: () => 1 }),
  ).toMatchObject({
    possible: true,
    changes: [],
  });
});

test('every cut of a large graph leaves no path', () => {
  const entityCount = 3_000;
  const relationCount = 12_000;
  let state = 7;
  const next = (most: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * most);
  };
  const input = {
    entityCount,
    from: Int32Array.from({ length: relationCount }, () => next(entityCount)),
    to: Int32Array.from({ length: relationCount }, () => next(entityCount)),
    verdict: new Uint8Array(relationCount),
    traversable: new Uint8Array(relationCount).fill(1),
  };
  const graph: Graph = buildGraph(input);
  // A policy statement stands behind some ten relations.
  const changesOf = (relation: number) => [relation % 1_200];
  let cuts = 0;
  for (let round = 0; round < 5; round++) {
    const from = [next(entityCount), next(entityCount)];
    const to = [next(entityCount)];
    const cut = leastCut(graph, {
      from,
      to,
      changesOf,
      takenBy: inverse(relationCount, changesOf),
      costOf: () => 1,
    });
    if (!cut.possible) throw new Error('every relation can be changed');
    if (cut.changes.length > 0) cuts++;
    const made = new Set(cut.changes);
    expect(leavesPath(input, from, to, (relation) => !made.has(changesOf(relation)[0]!))).toBe(false);
  }
  expect(cuts).toBeGreaterThan(2);
});
