import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hop, TrustPath } from '../../schema/contract.ts';
import { CARD, columnsOf, layeredLayout } from './layered-layout.ts';
import { mergePaths } from './path-graph.ts';

const hop = (from: string, to: string, kind: Hop['kind'] = 'can-assume'): Hop => ({
  from,
  to,
  kind,
  rule: 'test',
  verdict: 'allow',
  conditions: [],
  techniques: [],
  proof: [],
});
const path = (...ids: string[]): TrustPath => ({
  from: ids[0]!,
  to: ids.at(-1)!,
  verdict: 'allow',
  hops: ids.slice(1).map((id, index) => hop(ids[index]!, id)),
});

describe('merged paths', () => {
  it('draws each entity once and parallel relations as one edge', () => {
    const twice: TrustPath = { ...path('a', 'b'), hops: [hop('a', 'b', 'can-become')] };
    const graph = mergePaths([path('a', 'b', 'c'), twice]);
    expect(graph.nodes).toEqual(['a', 'b', 'c']);
    expect(graph.edges.map((edge) => edge.label)).toEqual(['can assume +1', 'can assume']);
    expect([...graph.footholds]).toEqual([0]);
    expect([...graph.ends]).toEqual([2, 1]);
  });

  it('shows the surest verdict of parallel relations', () => {
    const unsure: TrustPath = {
      ...path('a', 'b'),
      hops: [{ ...hop('a', 'b', 'can-become'), verdict: 'unknown' }],
    };
    expect(mergePaths([unsure]).edges[0]!.verdict).toBe('unknown');
    expect(mergePaths([unsure, path('a', 'b')]).edges[0]!.verdict).toBe('allow');
  });
});

describe('layered layout', () => {
  it('reads left to right, each entity after all that lead to it', () => {
    const graph = mergePaths([path('key', 'user', 'role', 'account'), path('key', 'user', 'bucket')]);
    expect(columnsOf(graph)).toEqual([0, 1, 2, 3, 2]);
    const { positions } = layeredLayout(graph);
    expect(positions[0]!.x).toBeLessThan(positions[1]!.x);
    expect(positions[2]!.x).toBe(positions[4]!.x);
  });

  it('copes with ways back', () => {
    const graph = mergePaths([path('a', 'b', 'c'), path('a', 'c', 'b')]);
    expect(columnsOf(graph).every((column) => column >= 0 && column <= 2)).toBe(true);
  });

  it('leads an edge that passes a column around the cards in it', () => {
    const graph = mergePaths([path('a', 'b', 'c'), path('a', 'c')]);
    const { positions, bends } = layeredLayout(graph);
    const bend = bends.get(2)?.[0];
    expect(bend).toBeDefined();
    expect(bend!.x).toBe(positions[1]!.x);
    expect(Math.abs(bend!.y - positions[1]!.y)).toBeGreaterThan(CARD.height / 2);
  });

  const anyPaths = fc.array(
    fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { minLength: 2, maxLength: 7 }),
    {
      minLength: 1,
      maxLength: 15,
    },
  );

  it('never lays one card over another, and is the same every time', () => {
    fc.assert(
      fc.property(anyPaths, (lists) => {
        const graph = mergePaths(lists.map((ids) => path(...ids)));
        const layout = layeredLayout(graph);
        expect(layeredLayout(graph)).toEqual(layout);
        layout.positions.forEach((a, i) => {
          for (const b of layout.positions.slice(i + 1)) {
            expect(Math.abs(a.x - b.x) >= CARD.width || Math.abs(a.y - b.y) >= CARD.height).toBe(true);
          }
        });
      }),
    );
  });
});
