import { CARD, type Layout, type Point } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';

const STEP = { x: 92, y: 80 } as const;
/** Below this scale a row of cards is hard to read. */
const SMALL = 0.7;

/** The nodes from first to last where the graph is one chain, else null. */
export function chainOf(graph: PathGraph): readonly number[] | null {
  if (graph.nodes.length < 2 || graph.edges.length !== graph.nodes.length - 1) return null;
  const next = new Map(graph.edges.map((edge) => [edge.source, edge.target]));
  const targets = new Set(graph.edges.map((edge) => edge.target));
  const start = graph.nodes.findIndex((_, node) => !targets.has(node));
  const chain: number[] = [];
  for (
    let at: number | undefined = start;
    at !== undefined && chain.length <= graph.nodes.length;
    at = next.get(at)
  ) {
    chain.push(at);
  }
  return chain.length === graph.nodes.length ? chain : null;
}

/**
 * One path as stairs from upper left to lower right, for a canvas too narrow to show it as one row: still read from left
 * to right, at full size. Null where the graph is not one path or a row fits.
 */
export function stairsLayout(
  graph: PathGraph,
  row: Layout,
  canvas: { width: number; height: number },
): Layout | null {
  const chain = chainOf(graph);
  if (!chain) return null;
  const rowWidth = Math.max(...row.positions.map((at) => at.x)) + CARD.width;
  if (canvas.width / rowWidth >= SMALL) return null;
  const positions: Point[] = graph.nodes.map(() => ({ x: 0, y: 0 }));
  chain.forEach((node, index) => {
    positions[node] = { x: index * STEP.x, y: index * STEP.y };
  });
  return { positions, bends: new Map(), stairs: true };
}
