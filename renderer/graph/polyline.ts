import type { Point } from './layered-layout.ts';

const RADIUS = 12;
const ARROW = { length: 10, half: 5 } as const;

/** How much of a line its arrow head takes. */
export const ARROW_LENGTH = ARROW.length;

/** A polyline with rounded corners as SVG path data, ended `short` before its last point. */
export function roundedLine(points: readonly Point[], short = 0): string {
  const ends = points.length > 1 ? [...points.slice(0, -1), before(points, short)] : points;
  return ends
    .map((at, index) => {
      const [from, to] = [ends[index - 1], ends[index + 1]];
      if (!from) return `M ${show(at)}`;
      if (!to) return `L ${show(at)}`;
      const room = Math.min(RADIUS, distance(from, at) / 2, distance(at, to) / 2);
      return `L ${show(towards(at, from, room))} Q ${show(at)} ${show(towards(at, to, room))}`;
    })
    .join(' ');
}

/** The triangle at the end of a polyline, as SVG polygon points. */
export function arrowHead(points: readonly Point[], width: number): string {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const back = before(points, ARROW.length + width);
  const half = ARROW.half + width / 2;
  const length = distance(back, end) || 1;
  const across = { x: (-(end.y - back.y) / length) * half, y: ((end.x - back.x) / length) * half };
  return [end, { x: back.x + across.x, y: back.y + across.y }, { x: back.x - across.x, y: back.y - across.y }]
    .map(show)
    .join(' ');
}

/** The point `short` before the end of a polyline, on its last stretch. */
export function before(points: readonly Point[], short: number): Point {
  const [from, to] = [points.at(-2), points.at(-1)];
  if (!from || !to) return to ?? { x: 0, y: 0 };
  return towards(to, from, Math.min(short, distance(from, to)));
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);

/** A point as SVG writes it. */
export const show = ({ x, y }: Point) => `${Number(x.toFixed(1))},${Number(y.toFixed(1))}`;
