import { expect, it } from 'vitest';
import type { TrustPath } from '../../schema/contract.ts';
import { pathsToDraw } from './drawn-paths.ts';

const path = (...ids: string[]): TrustPath => ({
  from: ids[0]!,
  to: ids.at(-1)!,
  verdict: 'allow',
  hops: ids.slice(1).map((to, index) => ({
    from: ids[index]!,
    to,
    kind: 'can-assume',
    rule: 'test',
    verdict: 'allow',
    conditions: [],
    techniques: [],
    proof: [],
  })),
});
const paths = [path('a', 'b'), path('a', 'c', 'd'), path('a', 'e')];
const drawn = (...indices: number[]) => indices.map((index) => ({ index, path: paths[index] }));

it('draws the chosen path whatever its size, and others while there is room', () => {
  expect(pathsToDraw(paths, 1, true, 4)).toEqual(drawn(0, 1));
  expect(pathsToDraw(paths, 1, true, 2)).toEqual(drawn(1));
});

it('draws every path when there is room, in their order', () => {
  expect(pathsToDraw(paths, 2, true)).toEqual(drawn(0, 1, 2));
});

it('draws one path when one is wanted, none when there is none', () => {
  expect(pathsToDraw(paths, 2, false)).toEqual(drawn(2));
  expect(pathsToDraw([], 0, true)).toEqual([]);
});
