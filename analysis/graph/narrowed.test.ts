import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGraph } from './build.ts';
import { INCLUDE_ALL } from './graph.ts';
import { notFollowed } from './not-followed.ts';
import { reach } from './reach.ts';
import { includes, smallGraph, smallGraphs } from './reference.ts';
import { relationsBetween } from './relations-between.ts';
import { withoutRelations } from './without-relations.ts';

test('a graph without some relations is the one built without them', () => {
  fc.assert(
    fc.property(smallGraphs(), fc.uniqueArray(fc.nat(23)), ({ input, graph }, left) => {
      const traversable = input.traversable.map((can, relation) => (left.includes(relation) ? 0 : can));
      expect(withoutRelations(graph, new Set(left))).toEqual(buildGraph({ ...input, traversable }));
    }),
    { numRuns: 400 },
  );
});

test('a graph that has none of the relations to leave out stays the very same', () => {
  const { graph } = smallGraph(2, [
    { from: 0, to: 1 },
    { from: 1, to: 0, traversable: 0 },
  ]);
  expect(withoutRelations(graph, new Set([1, 7]))).toBe(graph);
  expect(withoutRelations(graph, new Set([0]))).not.toBe(graph);
});

test('what a filter held back is counted as by looking at every relation', () => {
  fc.assert(
    fc.property(smallGraphs(), includes, ({ input, graph }, include) => {
      const reached = reach(graph, 0, { include });
      const near = new Set([0, ...reached.index]);
      const count = (verdict: number) =>
        Array.from(input.from.keys()).filter(
          (each) =>
            input.verdict[each] === verdict && input.traversable[each] === 1 && near.has(input.from[each]!),
        ).length;
      expect(notFollowed(graph.forward, 0, reached.index, include)).toEqual({
        conditional: include.conditional ? 0 : count(1),
        unknown: include.unknown ? 0 : count(2),
      });
    }),
    { numRuns: 300 },
  );
});

test('the relations between two entities are all of them, surest first', () => {
  fc.assert(
    fc.property(smallGraphs(), includes, ({ input, graph }, include) => {
      const to = input.entityCount - 1;
      const wanted = Array.from(input.from.keys())
        .filter((each) => input.from[each] === 0 && input.to[each] === to && input.traversable[each] === 1)
        .filter((each) => [true, include.conditional, include.unknown][input.verdict[each]!])
        .sort((a, b) => input.verdict[a]! - input.verdict[b]! || a - b);
      expect(relationsBetween(graph.forward, 0, to, include)).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
  const { graph } = smallGraph(2, [{ from: 1, to: 0 }]);
  expect(relationsBetween(graph.forward, 0, 1, INCLUDE_ALL)).toEqual([]);
});
