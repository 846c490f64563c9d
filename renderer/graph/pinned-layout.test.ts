import { describe, expect, it } from 'vitest';
import { drawingLayout } from './drawing-layout.ts';
import { CARD } from './layered-layout.ts';
import type { DrawnEdge, PathGraph } from './path-graph.ts';
import { pinnedLayout } from './pinned-layout.ts';

const edge = (source: number, target: number): DrawnEdge => ({
  source,
  target,
  hops: [],
  parallel: 1,
  verdict: 'allow',
  observed: false,
  label: '',
});
/** 0 → 1, 2, 3 → 4, and 0 → 4 on a lane past the middle column. */
const graph: PathGraph = {
  nodes: ['a', 'b', 'c', 'd', 'e'],
  edges: [edge(0, 1), edge(0, 2), edge(0, 3), edge(1, 4), edge(2, 4), edge(3, 4), edge(0, 4)],
  footholds: new Set([0]),
  ends: new Set([4]),
};
const usual = drawingLayout(graph, { width: 2000, height: 1000 });
const overlap = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height;

describe('a layout with pins', () => {
  it('is the usual one without any', () => {
    expect(pinnedLayout(graph, usual, new Map())).toBe(usual);
  });

  it('has pinned cards where they were put, and no other card under them', () => {
    const under = usual.positions[2]!;
    const pins = new Map([[1, { x: under.x + 20, y: under.y + 5 }]]);
    const { positions } = pinnedLayout(graph, usual, pins);
    expect(positions[1]).toEqual(pins.get(1));
    expect(positions.filter((at, node) => node !== 1 && overlap(at, positions[1]!))).toEqual([]);
    expect(positions[0]).toEqual(usual.positions[0]);
  });

  it('keeps the lanes of edges whose ends did not move, and no other', () => {
    expect(usual.bends.has(6)).toBe(true);
    expect(pinnedLayout(graph, usual, new Map([[2, { x: 5000, y: 0 }]])).bends.has(6)).toBe(true);
    expect(pinnedLayout(graph, usual, new Map([[4, { x: 5000, y: 0 }]])).bends.has(6)).toBe(false);
  });
});
