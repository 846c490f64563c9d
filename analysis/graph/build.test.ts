import { expect, test } from 'vitest';
import { buildGraph } from './build.ts';
import { numberByInDegree } from './number-by-in-degree.ts';
import { smallGraph } from './reference.ts';

test('rows are parted by verdict and in order of neighbour, then relation', () => {
  const { graph } = smallGraph(3, [
    { from: 0, to: 2, verdict: 1 },
    { from: 0, to: 2 },
    { from: 0, to: 1 },
    { from: 0, to: 2 },
    { from: 1, to: 2, verdict: 2 },
    { from: 2, to: 0, traversable: 0 },
  ]);
  expect([...graph.forward.bounds]).toEqual([0, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
  expect([...graph.forward.neighbours]).toEqual([1, 2, 2, 2, 2]);
  expect([...graph.forward.relations]).toEqual([2, 1, 3, 0, 4]);
  expect([...graph.reverse.bounds]).toEqual([0, 0, 0, 0, 1, 1, 1, 3, 4, 5]);
  expect([...graph.reverse.neighbours]).toEqual([0, 0, 0, 0, 1]);
  expect([...graph.reverse.relations]).toEqual([2, 1, 3, 0, 4]);
});

test('a graph without entities or relations is one', () => {
  expect(smallGraph(0, []).graph.edgeCount).toBe(0);
});

test('input that contradicts itself is refused', () => {
  const one = (value: number) => Int32Array.of(value);
  const byte = (value: number) => Uint8Array.of(value);
  const input = { entityCount: 1, from: one(0), to: one(0), verdict: byte(0), traversable: byte(1) };
  expect(() => buildGraph({ ...input, to: one(1) })).toThrow('relation 0 joins entities 0 and 1');
  expect(() => buildGraph({ ...input, verdict: byte(3) })).toThrow('relation 0 has verdict 3');
  expect(() => buildGraph({ ...input, from: new Int32Array(2) })).toThrow('disagree in number');
});

test('entities with the most incoming relations get the lowest numbers, ties by id', () => {
  const numbers = numberByInDegree(
    ['d', 'b', 'c', 'a'],
    Int32Array.of(0, 1, 3, 0),
    Int32Array.of(2, 2, 1, 0),
  );
  expect([...numbers]).toEqual([2, 1, 0, 3]);
  expect(() => numberByInDegree(['a'], Int32Array.of(0), Int32Array.of(7))).toThrow(
    'relation 0 ends at entity 7',
  );
});
