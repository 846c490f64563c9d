import type { Core, EdgeSingular } from 'cytoscape';
import type { Verdict } from '../../schema/records.ts';
import type { Point } from './layered-layout.ts';
import { ARROW_LENGTH, arrowHead, before, roundedLine, show } from './polyline.ts';

/** An edge to show as chosen or as on the chosen path. */
export interface EdgeMark {
  readonly edge: number;
  readonly chosen: boolean;
  readonly verdict: Verdict;
  readonly observed: boolean;
  readonly label: string;
}

/** Where the drawing has the edge now, in its own coordinates. */
export function lineOf(edge: EdgeSingular): { points: readonly Point[]; curve: Point | null } {
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
          ? `M ${show(from)} Q ${show(curve)} ${show(before([curve, to], ARROW_LENGTH))}`
          : roundedLine(points, ARROW_LENGTH);
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
