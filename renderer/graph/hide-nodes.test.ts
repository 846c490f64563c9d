import { describe, expect, it } from 'vitest';
import type { Hop, TrustPath } from '../../schema/contract.ts';
import { hideNodes } from './hide-nodes.ts';
import { mergePaths } from './path-graph.ts';

const hop = (from: string, to: string, parallel?: number): Hop => ({
  from,
  to,
  kind: 'can-assume',
  rule: 'sts-001',
  verdict: 'allow',
  conditions: [],
  techniques: [],
  proof: [],
  ...(parallel !== undefined && { parallel }),
});
const path = (...ids: string[]): TrustPath => ({
  from: ids[0]!,
  to: ids.at(-1)!,
  verdict: 'allow',
  hops: ids.slice(1).map((to, at) => hop(ids[at]!, to)),
});

describe('hiding entities', () => {
  const graph = mergePaths([path('a', 'b', 'd'), path('a', 'c', 'd')]);

  it('takes them and their edges out and numbers the rest anew', () => {
    const left = hideNodes(graph, new Set(['b']));
    expect(left.nodes).toEqual(['a', 'd', 'c']);
    expect(left.edges.map(({ source, target }) => [source, target])).toEqual([
      [0, 2],
      [2, 1],
    ]);
    expect([...left.footholds]).toEqual([0]);
    expect([...left.ends]).toEqual([1]);
  });

  it('leaves a drawing that has none of them the very same', () => {
    expect(hideNodes(graph, new Set(['x']))).toBe(graph);
  });
});

describe('parallel relations', () => {
  it('are one edge with their number, of which the drawn paths may hold fewer', () => {
    const { edges } = mergePaths([{ ...path('a', 'b'), hops: [hop('a', 'b', 3)] }]);
    expect(edges).toHaveLength(1);
    expect(edges[0]).toMatchObject({ parallel: 3, label: 'can assume +2' });
    expect(mergePaths([path('a', 'b')]).edges[0]).toMatchObject({ parallel: 1, label: 'can assume' });
  });
});
