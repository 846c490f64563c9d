import { type Layout, layeredLayout } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';
import { stairsLayout } from './stairs.ts';

/**
 * The drawing's layout for a canvas of this size: columns from left to right, or stairs for one path that has no room
 * as a row. Quick enough to run at once for all that is ever drawn (docs/decisions/0006-drawing-paths.md).
 */
export function drawingLayout(
  graph: PathGraph,
  canvas: { readonly width: number; readonly height: number },
): Layout {
  const row = layeredLayout(graph);
  return stairsLayout(graph, row, canvas) ?? row;
}
