import { CARD, type Point } from './layered-layout.ts';

/**
 * Bends as Cytoscape's segments: for each the place along the straight line between the edge's ends (weight, 0 to 1)
 * and the distance from it. The line runs from the right side of one card to the left side of the other, and enters and
 * leaves each lane level, so that it passes between the cards of that column.
 */
export function laneSegments(
  source: Point,
  target: Point,
  bends: readonly Point[],
): { readonly weights: readonly number[]; readonly distances: readonly number[] } {
  const half = CARD.width / 2;
  const from = { x: source.x + half, y: source.y };
  const to = { x: target.x - half, y: target.y };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const points = bends.flatMap((bend) => [
    { x: bend.x - half, y: bend.y },
    { x: bend.x + half, y: bend.y },
  ]);
  return {
    weights: points.map((p) => ((p.x - from.x) * dx + (p.y - from.y) * dy) / (length * length)),
    distances: points.map((p) => ((p.x - from.x) * -dy + (p.y - from.y) * dx) / length),
  };
}
