import { drawingLayout } from '../../renderer/graph/drawing-layout.ts';
import type { DrawnEdge, PathGraph } from '../../renderer/graph/path-graph.ts';
import { type BenchContext, type BenchResult, measure } from '../benchmark.ts';

/** One start, `width` in the middle, `width` at the end, each of the middle joined with three of those: 2 × `width` + 1. */
export function wideGraph(width: number): PathGraph {
  const edge = (source: number, target: number): DrawnEdge => ({
    source,
    target,
    hops: [],
    parallel: 1,
    verdict: 'allow',
    observed: false,
    label: '',
  });
  const middle = Array.from({ length: width }, (_, index) => 1 + index);
  const ends = [0, 1, 7];
  return {
    nodes: Array.from({ length: 2 * width + 1 }, (_, index) => `n${index}`),
    edges: middle.flatMap((node, index) => [
      edge(0, node),
      ...ends.map((by) => edge(node, 1 + width + ((index + by) % width))),
    ]),
    footholds: new Set([0]),
    ends: new Set(middle.map((node) => node + width)),
  };
}

/** The layout of a drawing, as the window asks for it. */
export async function layoutTimes({ quick }: BenchContext): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const nodes of quick ? [100] : [100, 500, 1_000]) {
    const graph = wideGraph(Math.floor((nodes - 1) / 2));
    const median = await measure(() => drawingLayout(graph, { width: 1_000, height: 600 }));
    results.push({
      name: 'layout of a path view',
      size: `${graph.nodes.length} cards, ${graph.edges.length} edges`,
      median,
      unit: 'ms',
      peer: 'none: ELK was measured once (docs/decisions/0006-drawing-paths.md)',
      peerMedian: null,
      ratio: null,
      goal: '≤ 300 ms',
      met: median <= 300,
    });
  }
  return results;
}
