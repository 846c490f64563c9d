import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TrustpathError } from '../../schema/errors.ts';
import { VERDICT_WEIGHTS } from './graph.ts';
import { allPairs, allPathWeights, includes, smallGraph, smallGraphs, weightOfPath } from './reference.ts';
import { shortestPath } from './shortest-path.ts';

test('finds a lightest path between every two entities, or that there is none', () => {
  fc.assert(
    fc.property(smallGraphs(), includes, ({ input, graph }, include) => {
      const lightest = allPairs(
        input,
        include,
        (v) => VERDICT_WEIGHTS[v]!,
        (a, b) => a + b,
      );
      for (let from = 0; from < input.entityCount; from++) {
        for (let to = 0; to < input.entityCount; to++) {
          const path = shortestPath(graph, from, to, { include });
          const weight =
            path === null ? Number.POSITIVE_INFINITY : weightOfPath(input, path, from, to, include);
          expect(weight).toBe(lightest[from]![to]);
          expect(shortestPath(graph, from, to, { include })).toEqual(path);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('finds a lightest path of at most so many hops', () => {
  fc.assert(
    fc.property(smallGraphs(), includes, fc.nat(5), ({ input, graph }, include, maxHops) => {
      for (let to = 0; to < input.entityCount; to++) {
        const path = shortestPath(graph, 0, to, { include, maxHops });
        const [lightest] = allPathWeights(input, 0, to, maxHops, include);
        if (path === null) expect(lightest).toBeUndefined();
        else {
          expect(path.length).toBeLessThanOrEqual(maxHops);
          expect(weightOfPath(input, path, 0, to, include)).toBe(lightest);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('a sure path of three hops comes before one conditional hop, which comes before an unknown one', () => {
  const { graph } = smallGraph(5, [
    { from: 0, to: 3, verdict: 2 },
    { from: 0, to: 3, verdict: 1 },
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 2, to: 3 },
  ]);
  expect(shortestPath(graph, 0, 3)).toEqual([2, 3, 4]);
  expect(shortestPath(graph, 0, 3, { maxHops: 2 })).toEqual([1]);
  expect(shortestPath(graph, 0, 3, { maxHops: 2, include: { conditional: false, unknown: true } })).toEqual([
    0,
  ]);
  expect(shortestPath(graph, 0, 4)).toBeNull();
  expect(shortestPath(graph, 2, 2)).toEqual([]);
});

test('relations that only describe are no way through', () => {
  const { graph } = smallGraph(2, [{ from: 0, to: 1, traversable: 0 }]);
  expect(graph.edgeCount).toBe(0);
  expect(graph.relationCount).toBe(1);
  expect(shortestPath(graph, 0, 1)).toBeNull();
});

test('a cancelled question is not answered, and an entity that is not there is a mistake', () => {
  const { graph } = smallGraph(2, [{ from: 0, to: 1 }]);
  expect(() => shortestPath(graph, 0, 1, { signal: AbortSignal.abort() })).toThrow(TrustpathError);
  expect(() => shortestPath(graph, 0, 2)).toThrow('no entity 2');
});
