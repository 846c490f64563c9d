import { CARD, type Layout, type Point } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';

/** Least room between a pinned card and another. */
const GAP = 16;

/**
 * A layout with some cards where a person put them, by number of the node. Cards that would lie under a pinned one give
 * way up or down, whichever is nearer; edges of cards that moved lose their lanes, which were laid for where they stood.
 */
export function pinnedLayout(graph: PathGraph, layout: Layout, pins: ReadonlyMap<number, Point>): Layout {
  if (pins.size === 0) return layout;
  const positions = layout.positions.map((at, node) => pins.get(node) ?? at);
  const fixed = [...pins.values()];
  const moved = new Set(pins.keys());
  positions.forEach((at, node) => {
    if (pins.has(node)) return;
    const free = clearOf(at, fixed);
    if (free === at) return;
    positions[node] = free;
    moved.add(node);
  });
  const bends = new Map(
    [...layout.bends].filter(([edge]) => {
      const { source = -1, target = -1 } = graph.edges[edge] ?? {};
      return !moved.has(source) && !moved.has(target);
    }),
  );
  return { positions, bends };
}

/** The nearest place above or below that no pinned card covers; the same point where none does. */
function clearOf(at: Point, fixed: readonly Point[]): Point {
  const near = fixed.filter(({ x }) => Math.abs(x - at.x) < CARD.width + GAP);
  const free = (y: number) => near.every((pin) => Math.abs(pin.y - y) >= CARD.height + GAP);
  if (free(at.y)) return at;
  const places = near
    .flatMap(({ y }) => [y - CARD.height - GAP, y + CARD.height + GAP])
    .filter(free)
    .sort((a, b) => Math.abs(a - at.y) - Math.abs(b - at.y));
  return { x: at.x, y: places[0] ?? at.y };
}
