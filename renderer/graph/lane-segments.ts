import { CARD, type Point } from './layered-layout.ts';

export interface Segments {
  readonly weights: readonly number[];
  readonly distances: readonly number[];
}

/**
 * Bends as Cytoscape's segments: for each the place along the straight line between the edge's ends (weight, 0 to 1)
 * and the distance from it. The line runs from the right side of one card to the left side of the other, and enters and
 * leaves each lane level, so that it passes between the cards of that column.
 */
export function laneSegments(source: Point, target: Point, bends: readonly Point[]): Segments {
  const half = CARD.width / 2;
  return segmentsBetween(
    { x: source.x + half, y: source.y },
    { x: target.x - half, y: target.y },
    bends.flatMap((bend) => [
      { x: bend.x - half, y: bend.y },
      { x: bend.x + half, y: bend.y },
    ]),
  );
}

/** Where an edge of the stairs leaves a card, from the card's centre. */
export const STAIR_EXIT: Point = { x: 36 - CARD.width / 2, y: CARD.height / 2 };

/** One step of the stairs: down from below the upper card, then right into the lower one. */
export function stairSegments(source: Point, target: Point): Segments {
  const from = { x: source.x + STAIR_EXIT.x, y: source.y + STAIR_EXIT.y };
  const to = { x: target.x - CARD.width / 2, y: target.y };
  return segmentsBetween(from, to, [{ x: from.x, y: to.y }]);
}

function segmentsBetween(from: Point, to: Point, points: readonly Point[]): Segments {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  return {
    weights: points.map((p) => ((p.x - from.x) * dx + (p.y - from.y) * dy) / (length * length)),
    distances: points.map((p) => ((p.x - from.x) * -dy + (p.y - from.y) * dx) / length),
  };
}
