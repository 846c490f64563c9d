import type { Verdict } from '../../schema/records.ts';
import { CARD, type Point } from './layered-layout.ts';
import { arrowHead, roundedLine, show } from './polyline.ts';
import { roundedBox } from './rounded-box.ts';

/** One thing of a picture, as both SVG and a canvas can draw it. Lengths are in the drawing's own units. */
export type Shape =
  | {
      readonly kind: 'path';
      /** SVG path data. */
      readonly d: string;
      readonly fill?: string;
      readonly stroke?: string;
      readonly width?: number;
      readonly dash?: readonly number[];
      /** Moves the path, then scales it. */
      readonly at?: Point;
      readonly scale?: number;
    }
  | {
      readonly kind: 'text';
      readonly at: Point;
      readonly text: string;
      readonly size: number;
      readonly bold?: boolean;
      readonly middle?: boolean;
      readonly fill: string;
      /** Drawn around the letters, so that they can be read over lines. */
      readonly halo?: string;
    };

export interface Picture {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly font: string;
  readonly shapes: readonly Shape[];
}

export interface PictureCard {
  readonly at: Point;
  readonly name: string;
  readonly source: string;
  /** Path data of the kind's icon, on a field of 24 by 24. */
  readonly icon: readonly string[];
  /** The same of the flag or the crown. */
  readonly mark: readonly string[];
  readonly role: 'foothold' | 'jewel' | null;
}

export interface PictureEdge {
  readonly points: readonly Point[];
  /** The control point of an edge that leads back. */
  readonly curve: Point | null;
  readonly verdict: Verdict;
  readonly observed: boolean;
  readonly label: string;
  readonly labelAt: Point;
  readonly labelMiddle: boolean;
}

export interface PictureColours {
  readonly ground: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly edge: string;
  readonly sunken: string;
  readonly foothold: string;
  readonly footholdSoft: string;
  readonly jewel: string;
  readonly jewelSoft: string;
}

const MARGIN = 24;
const LEGEND = 28;
const DASH: Readonly<Record<Verdict, readonly number[] | null>> = {
  allow: null,
  conditional: [7, 4],
  unknown: [2, 4],
};

/** The drawing as a picture: edges, cards over them, and below what the kinds of line mean. */
export function drawPicture(
  cards: readonly PictureCard[],
  edges: readonly PictureEdge[],
  colours: PictureColours,
  font: string,
): Picture {
  const box = boundsOf(cards, edges);
  const shapes = [
    ...edges.flatMap((edge) => edgeShapes(edge, colours)),
    ...cards.flatMap((card) => cardShapes(card, colours)),
    ...legendShapes({ x: box.left, y: box.bottom + LEGEND }, colours),
  ];
  return {
    left: box.left - MARGIN,
    top: box.top - MARGIN,
    width: Math.max(box.right - box.left, LEGEND_WIDTH) + 2 * MARGIN,
    height: box.bottom - box.top + LEGEND + 2 * MARGIN,
    ground: colours.ground,
    font,
    shapes,
  };
}

function boundsOf(cards: readonly PictureCard[], edges: readonly PictureEdge[]) {
  const [half, high] = [CARD.width / 2, CARD.height / 2];
  const points = [
    ...cards.flatMap(({ at }) => [
      { x: at.x - half, y: at.y - high },
      { x: at.x + half, y: at.y + high },
    ]),
    ...edges.flatMap((edge) => [...edge.points, ...(edge.curve ? [edge.curve] : [])]),
  ];
  if (points.length === 0) return { left: 0, top: 0, right: 0, bottom: 0 };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { left: least(xs), right: most(xs), top: least(ys), bottom: most(ys) };
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);

function edgeShapes(edge: PictureEdge, colours: PictureColours): Shape[] {
  const { points, curve } = edge;
  const [from, to] = [points[0], points.at(-1)];
  if (!from || !to) return [];
  const d = curve ? `M ${show(from)} Q ${show(curve)} ${show(to)}` : roundedLine(points, 8);
  const dash = DASH[edge.verdict];
  const line = { kind: 'path' as const, d, stroke: colours.edge, ...(dash && { dash }) };
  return [
    ...(edge.observed
      ? [
          { ...line, width: 5 },
          { kind: 'path' as const, d, stroke: colours.ground, width: 2 },
        ]
      : [{ ...line, width: 1.5 }]),
    {
      kind: 'path',
      d: `M ${arrowHead(curve ? [curve, to] : points, 0).replaceAll(' ', ' L ')} Z`,
      fill: colours.edge,
    },
    ...(edge.label === ''
      ? []
      : [
          {
            kind: 'text' as const,
            at: edge.labelAt,
            text: edge.label,
            size: 12,
            middle: edge.labelMiddle,
            fill: colours.muted,
            halo: colours.ground,
          },
        ]),
  ];
}

function cardShapes(card: PictureCard, colours: PictureColours): Shape[] {
  const { at, role } = card;
  const border = role === 'jewel' ? colours.jewel : role === 'foothold' ? colours.foothold : colours.line;
  const soft =
    role === 'jewel' ? colours.jewelSoft : role === 'foothold' ? colours.footholdSoft : colours.sunken;
  const left = at.x - CARD.width / 2;
  const top = at.y - CARD.height / 2;
  const strokes = (paths: readonly string[], x: number, size: number, stroke: string): Shape[] =>
    paths.map((d) => ({
      kind: 'path',
      d,
      stroke,
      width: 2,
      at: { x, y: at.y - size / 2 },
      scale: size / 24,
    }));
  return [
    {
      kind: 'path',
      d: roundedBox(left, top, CARD.width, CARD.height, 10),
      fill: colours.card,
      stroke: border,
      width: role === 'jewel' ? 3 : 1,
    },
    { kind: 'path', d: roundedBox(left + 11, at.y - 14, 28, 28, 7), fill: soft },
    ...strokes(card.icon, left + 16, 18, colours.text),
    {
      kind: 'text',
      at: { x: left + 49, y: card.source === '' ? at.y : at.y - 9 },
      text: card.name,
      size: 13,
      bold: true,
      fill: colours.text,
    },
    { kind: 'text', at: { x: left + 49, y: at.y + 9 }, text: card.source, size: 12, fill: colours.muted },
    ...strokes(card.mark, left + CARD.width - 27, 16, border),
  ];
}

const LEGEND_STEP = 118;
const LEGEND_LINE = 24;
const LEGEND_WIDTH = 4 * LEGEND_STEP;

function legendShapes(at: Point, colours: PictureColours): Shape[] {
  const kinds: readonly { readonly label: string; readonly verdict: Verdict; readonly observed: boolean }[] =
    [
      { label: 'allowed', verdict: 'allow', observed: false },
      { label: 'conditional', verdict: 'conditional', observed: false },
      { label: 'unknown', verdict: 'unknown', observed: false },
      { label: 'observed', verdict: 'allow', observed: true },
    ];
  return kinds.flatMap(({ label, verdict, observed }, index) => {
    const x = at.x + index * LEGEND_STEP;
    const d = `M ${x},${at.y} L ${x + LEGEND_LINE},${at.y}`;
    const dash = DASH[verdict];
    const line = {
      kind: 'path' as const,
      d,
      stroke: colours.edge,
      width: observed ? 5 : 2,
      ...(dash && { dash }),
    };
    return [
      line,
      ...(observed ? [{ kind: 'path' as const, d, stroke: colours.ground, width: 2 }] : []),
      {
        kind: 'text' as const,
        at: { x: x + LEGEND_LINE + 6, y: at.y },
        text: label,
        size: 12,
        fill: colours.muted,
      },
    ];
  });
}
