import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneSegments, type Segments, STAIR_EXIT, stairSegments } from './lane-segments.ts';
import { CARD, type Point } from './layered-layout.ts';

/** The points that Cytoscape draws for segments along the line between an edge's ends. */
function pointsOf({ weights, distances }: Segments, from: Point, to: Point): Point[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  return weights.map((weight, index) => ({
    x: from.x + along.x * weight * length - along.y * distances[index]!,
    y: from.y + along.y * weight * length + along.x * distances[index]!,
  }));
}

const close = (a: Point, b: Point) => {
  expect(a.x).toBeCloseTo(b.x, 6);
  expect(a.y).toBeCloseTo(b.y, 6);
};

describe('edges that bend', () => {
  it('pass each lane level, from one side of the column to the other', () => {
    const coordinate = fc.integer({ min: -500, max: 500 });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, (sourceY, laneY, targetY) => {
        const [source, lane, target] = [
          { x: 0, y: sourceY },
          { x: 340, y: laneY },
          { x: 680, y: targetY },
        ];
        const half = CARD.width / 2;
        const drawn = pointsOf(
          laneSegments(source, target, [lane]),
          { x: source.x + half, y: source.y },
          { x: target.x - half, y: target.y },
        );
        close(drawn[0]!, { x: lane.x - half, y: laneY });
        close(drawn[1]!, { x: lane.x + half, y: laneY });
      }),
    );
  });

  it('of the stairs go straight down, then right', () => {
    const [upper, lower] = [
      { x: 0, y: 0 },
      { x: 92, y: 80 },
    ];
    const from = { x: STAIR_EXIT.x, y: STAIR_EXIT.y };
    const to = { x: lower.x - CARD.width / 2, y: lower.y };
    close(pointsOf(stairSegments(upper, lower), from, to)[0]!, { x: from.x, y: to.y });
  });
});
