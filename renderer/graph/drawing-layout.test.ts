import { expect, it } from 'vitest';
import { drawingLayout } from './drawing-layout.ts';
import type { PathGraph } from './path-graph.ts';

const graph = (count: number, edges: readonly (readonly [number, number])[]): PathGraph => ({
  nodes: Array.from({ length: count }, (_, index) => `n${index}`),
  edges: edges.map(([source, target]) => ({
    source,
    target,
    hops: [],
    verdict: 'allow',
    parallel: 1,
    observed: false,
    label: '',
  })),
  footholds: new Set([0]),
  ends: new Set([count - 1]),
});
const chain = graph(4, [
  [0, 1],
  [1, 2],
  [2, 3],
]);

it('draws one path as a row where there is room, else as stairs', () => {
  expect(drawingLayout(chain, { width: 1600, height: 500 }).stairs).toBeUndefined();
  expect(drawingLayout(chain, { width: 500, height: 500 }).stairs).toBe(true);
});

it('places as many entities as are ever drawn, none on another', () => {
  const edges = Array.from({ length: 499 }, (_, index) => [Math.floor(index / 3), index + 1] as const);
  const { positions } = drawingLayout(graph(500, edges), { width: 900, height: 500 });
  expect(positions).toHaveLength(500);
  expect(new Set(positions.map((at) => `${at.x} ${at.y}`)).size).toBe(500);
});
