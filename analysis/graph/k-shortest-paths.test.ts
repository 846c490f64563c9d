import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph, Include } from './graph.ts';
import { INCLUDE_ALL } from './graph.ts';
import { kShortestPaths } from './k-shortest-paths.ts';
import { pathsToMany } from './paths-to-many.ts';
import {
  allPathWeights,
  includes,
  type SmallGraph,
  smallGraph,
  smallGraphs,
  weightOfPath,
} from './reference.ts';
import { shortestPath } from './shortest-path.ts';

function expectLightest(
  { input }: SmallGraph,
  paths: readonly (readonly number[])[],
  from: number,
  to: number,
  k: number,
  maxHops: number,
  include: Include,
): void {
  const weights = paths.map((path) => weightOfPath(input, path, from, to, include));
  expect(weights).toEqual(allPathWeights(input, from, to, maxHops, include).slice(0, k));
  expect(new Set(paths.map((path) => path.join())).size).toBe(paths.length);
  for (const path of paths) expect(path.length).toBeLessThanOrEqual(maxHops);
}

const hopLimits = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(5));

test('the k lightest loopless paths are those found by trying every path', async () => {
  await fc.assert(
    fc.asyncProperty(
      smallGraphs(),
      includes,
      fc.integer({ min: 1, max: 12 }),
      hopLimits,
      async (small, include, k, maxHops) => {
        const to = small.input.entityCount - 1;
        const paths = await kShortestPaths(small.graph, 0, to, k, { include, maxHops });
        expectLightest(small, paths, 0, to, k, maxHops, include);
        expect(paths[0] ?? null).toEqual(shortestPath(small.graph, 0, to, { include, maxHops }));
        expect(await kShortestPaths(small.graph, 0, to, k, { include, maxHops })).toEqual(paths);
      },
    ),
    { numRuns: 600 },
  );
});

test('paths to many targets are the same for each', async () => {
  await fc.assert(
    fc.asyncProperty(smallGraphs(), includes, hopLimits, async (small, include, maxHops) => {
      const targets = Array.from({ length: small.input.entityCount }, (_, entity) => entity);
      const answers = await pathsToMany(small.graph, 0, targets, 4, { include, maxHops });
      const answered = new Map(answers.map((answer) => [answer.target, answer.paths]));
      expect(answered.has(0)).toBe(false);
      for (const target of targets.slice(1)) {
        expectLightest(small, answered.get(target) ?? [], 0, target, 4, maxHops, include);
      }
    }),
    { numRuns: 300 },
  );
});

test('several relations between two entities are one hop, taken by the best of them', async () => {
  const { graph } = smallGraph(2, [
    { from: 0, to: 1, verdict: 2 },
    { from: 0, to: 1, verdict: 1 },
    { from: 0, to: 1, verdict: 0 },
    { from: 0, to: 1, verdict: 0 },
  ]);
  expect(await kShortestPaths(graph, 0, 1, 5)).toEqual([[2]]);
});

test('an entity reaches itself by the empty path alone', async () => {
  const { graph } = smallGraph(2, [
    { from: 0, to: 1 },
    { from: 1, to: 0 },
  ]);
  expect(await kShortestPaths(graph, 0, 0, 3)).toEqual([[]]);
});

/** Complete graph: more loopless paths than anyone could wait for. */
function thicket(entityCount: number): Graph {
  const relations = [];
  for (let from = 0; from < entityCount; from++) {
    for (let to = 0; to < entityCount; to++) if (from !== to) relations.push({ from, to });
  }
  return smallGraph(entityCount, relations).graph;
}

test('long work is cancelled while it runs, and the next question is answered as if nothing had been', async () => {
  const graph = thicket(60);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  const endless = kShortestPaths(graph, 0, 1, 1_000_000, { signal: controller.signal });
  await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
  expect(shortestPath(graph, 0, 1)).toHaveLength(1);
  expect(await kShortestPaths(graph, 0, 1, 3)).toHaveLength(3);
});

test('questions asked at the same time do not disturb each other', async () => {
  const graph = thicket(12);
  const alone = await kShortestPaths(graph, 3, 4, 400, { include: INCLUDE_ALL });
  const together = await Promise.all([
    kShortestPaths(graph, 3, 4, 400),
    kShortestPaths(graph, 5, 6, 400),
    pathsToMany(graph, 7, [1, 2], 200),
  ]);
  expect(together[0]).toEqual(alone);
  expect(together[1]).toHaveLength(400);
});
