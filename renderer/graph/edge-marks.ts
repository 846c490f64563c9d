import type { Core, EdgeSingular } from 'cytoscape';
import type { Verdict } from '../../schema/records.ts';
import type { Point } from './layered-layout.ts';

/** An edge to show as chosen or as on the chosen path. */
export interface EdgeMark {
  readonly edge: number;
  readonly chosen: boolean;
  readonly verdict: Verdict;
  readonly observed: boolean;
  readonly label: string;
}

const RADIUS = 12;
const ARROW = { length: 10, half: 5 } as const;

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

/** Where the drawing has the edge now, in its own coordinates. */
function lineOf(edge: EdgeSingular): { points: readonly Point[]; curve: Point | null } {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const [curve] = edge.controlPoints() ?? [];
  return { points: [from, ...(edge.segmentPoints() ?? []), to], curve: curve ?? null };
}

/**
 * Draws the marked edges into an SVG group that lies over the canvas. Choosing then changes a few lines of SVG, where
 * restyling the canvas would draw all of it again.
 */
export function drawMarks(layer: SVGElement, core: Core, marks: readonly EdgeMark[]): void {
  layer.replaceChildren(
    ...marks.flatMap((mark) => {
      const edge = core.getElementById(`e${mark.edge}`);
      if (edge.empty()) return [];
      const { points, curve } = lineOf(edge as EdgeSingular);
      const width = mark.chosen ? 4 : 2.5;
      const [from, to] = [points[0], points.at(-1)];
      const line =
        curve && from && to
          ? `M ${show(from)} Q ${show(curve)} ${show(before([curve, to], ARROW.length))}`
          : roundedLine(points, ARROW.length);
      const group = element('g', { class: `mark ${mark.verdict}${mark.chosen ? ' chosen' : ''}` });
      group.append(
        element('path', { class: 'mark-ground', d: line, 'stroke-width': String(width + 2) }),
        element('path', { class: 'mark-line', d: line, 'stroke-width': String(width) }),
        // The ground shows between the two lines of what was observed.
        ...(mark.observed
          ? [element('path', { class: 'mark-core', d: line, 'stroke-width': String(width / 2.5) })]
          : []),
        element('polygon', {
          class: 'mark-head',
          points: arrowHead(curve && to ? [curve, to] : points, width),
        }),
      );
      if (!edge.hasClass('stair')) {
        const { x, y } = edge.midpoint();
        const label = element('text', { class: 'mark-label', x: String(x), y: String(y) });
        label.textContent = mark.label;
        group.append(label);
      }
      return [group];
    }),
  );
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The point `short` before the end of a polyline, on its last stretch. */
function before(points: readonly Point[], short: number): Point {
  const [from, to] = [points.at(-2), points.at(-1)];
  if (!from || !to) return to ?? { x: 0, y: 0 };
  return towards(to, from, Math.min(short, distance(from, to)));
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);
const show = ({ x, y }: Point) => `${Number(x.toFixed(1))},${Number(y.toFixed(1))}`;
