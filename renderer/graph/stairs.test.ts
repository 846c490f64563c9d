import { expect, it } from 'vitest';
import { layeredLayout } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';
import { chainOf, stairsLayout } from './stairs.ts';

const graph = (count: number, ...edges: [number, number][]): PathGraph => ({
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
const chain = graph(4, [0, 1], [1, 2], [2, 3]);

it('knows one path from a graph that branches or turns', () => {
  expect(chainOf(chain)).toEqual([0, 1, 2, 3]);
  expect(chainOf(graph(3, [0, 1], [0, 2]))).toBeNull();
  expect(chainOf(graph(3, [1, 2], [2, 1]))).toBeNull();
});

it('steps down only where a row would be too small to read', () => {
  const row = layeredLayout(chain);
  expect(stairsLayout(chain, row, { width: 1600, height: 400 })).toBeNull();
  const stairs = stairsLayout(chain, row, { width: 500, height: 400 });
  expect(stairs?.positions.map((at) => at.x)).toEqual([0, 92, 184, 276]);
});
