import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TrustpathError } from '../../schema/errors.ts';
import { decodeGraph, encodeGraph, GRAPH_BLOB_NAMES } from './codec.ts';
import { exposure } from './exposure.ts';
import { kShortestPaths } from './k-shortest-paths.ts';
import { reach } from './reach.ts';
import { smallGraph, smallGraphs } from './reference.ts';
import { shortestPath } from './shortest-path.ts';

function sample() {
  return smallGraph(4, [
    { from: 0, to: 1 },
    { from: 1, to: 2, verdict: 1 },
    { from: 2, to: 3, verdict: 2 },
    { from: 0, to: 3, traversable: 0 },
  ]).graph;
}

const counts = { entityCount: 4, relationCount: 4 };

test('what is stored is read back', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph }) => {
      const blobs = encodeGraph(graph);
      expect(Object.keys(blobs).sort()).toEqual([...GRAPH_BLOB_NAMES].sort());
      expect(decodeGraph(blobs, graph)).toEqual(graph);
    }),
  );
});

test.each([
  ['an array missing', { 'forward.bounds': null }, 'forward.bounds is missing'],
  ['bytes for numbers', { 'reverse.neighbours': new Uint8Array(3) }, 'reverse.neighbours is missing or not'],
  ['a short array', { 'forward.relations': new Int32Array(2) }, 'holds 2 numbers instead of 3'],
  ['an entity too high', { 'forward.neighbours': Int32Array.of(1, 4, 3) }, 'holds 4 at 1, outside 0 to 3'],
  ['an entity below 0', { 'forward.neighbours': Int32Array.of(1, 2, -2147483648) }, 'at 2, outside 0 to 3'],
  ['a relation too high', { 'reverse.relations': Int32Array.of(4, 1, 2) }, 'holds 4 at 0, outside 0 to 3'],
  [
    'bounds that fall',
    { 'forward.bounds': Int32Array.of(0, 1, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3) },
    'falls to 0 at 2',
  ],
  [
    'bounds below 0',
    { 'forward.bounds': Int32Array.of(0, -2147483648, 2147483647, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3) },
    'falls to -2147483648 at 1',
  ],
  [
    'bounds not from 0',
    { 'forward.bounds': Int32Array.of(1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3) },
    'starts at 1',
  ],
  [
    'bounds past the end',
    { 'forward.bounds': Int32Array.of(0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 9) },
    'ends at 9',
  ],
  ['another layout', { 'graph.header': Int32Array.of(2, 4, 4, 3) }, 'layout 2'],
  ['other counts', { 'graph.header': Int32Array.of(1, 5, 4, 3) }, 'says 5 entities'],
  ['more edges than relations', { 'graph.header': Int32Array.of(1, 4, 4, 5) }, 'says 5 edges'],
])('refuses %s, naming the array and the place', (_, change, message) => {
  const blobs = { ...encodeGraph(sample()), ...change };
  expect(() => decodeGraph(blobs, counts)).toThrow(message);
  try {
    decodeGraph(blobs, counts);
  } catch (error) {
    expect(error).toBeInstanceOf(TrustpathError);
    expect((error as TrustpathError).code).toBe('input-refused');
  }
});

test('any numbers at all are refused or lead to answers, never astray', async () => {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 4 }) },
    { weight: 1, arbitrary: fc.integer() },
  );
  const numbers = (length: number) =>
    fc.array(value, { minLength: length, maxLength: length }).map((list) => Int32Array.from(list));
  const bounds = fc
    .array(fc.nat(3), { minLength: 11, maxLength: 11 })
    .map((inner) => Int32Array.from([0, ...inner.sort((a, b) => a - b), 3]));
  const arrays = fc.record({
    'graph.header': fc.constant(Int32Array.of(1, 4, 4, 3)),
    'forward.bounds': bounds,
    'forward.neighbours': numbers(3),
    'forward.relations': numbers(3),
    'reverse.bounds': bounds,
    'reverse.neighbours': numbers(3),
    'reverse.relations': numbers(3),
  });
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(arrays, async (blobs) => {
      try {
        const graph = decodeGraph(blobs, counts);
        accepted++;
        reach(graph, 0);
        exposure(graph, 3);
        shortestPath(graph, 0, 3);
        shortestPath(graph, 0, 3, { maxHops: 2 });
        await kShortestPaths(graph, 0, 3, 5);
      } catch (error) {
        if (!(error instanceof TrustpathError) || error.code !== 'input-refused') throw error;
      }
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(10);
});
