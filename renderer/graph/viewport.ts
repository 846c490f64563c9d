import { CARD, type Layout, type Point } from './layered-layout.ts';

export const MARGIN = 20;
/** Room that the key to the lines takes along the lower edge. */
export const LEGEND = 24;
const READABLE = 0.62;
/** A drawing of many paths may be a little smaller: it is an overview, and each card can be chosen. */
const OVERVIEW = 0.45;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What cards at these places cover; null for none. */
export function boxAround(places: readonly Point[]): Box | null {
  if (places.length === 0) return null;
  const [half, high] = [CARD.width / 2, CARD.height / 2];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x - half);
    right = Math.max(right, x + half);
    top = Math.min(top, y - high);
    bottom = Math.max(bottom, y + high);
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** All that a layout covers, its lanes too. */
export function boxOfLayout(layout: Layout): Box | null {
  return boxAround([...layout.positions, ...[...layout.bends.values()].flat()]);
}

/**
 * How to show the drawing in a canvas of this size: all of it, or where that would be too small to read the chosen path
 * in it, or where even that is too long the beginning of it: footholds are on the left.
 */
export function fitTo(all: Box, path: Box | null, canvas: Size): { zoom: number; pan: Point } | null {
  const [width, height] = [canvas.width - 2 * MARGIN, canvas.height - 2 * MARGIN - LEGEND];
  if (width <= 0 || height <= 0) return null;
  const most = width > 1400 ? 1.3 : 1;
  const scaleOf = (box: Size) => Math.min(width / box.width, height / box.height, most);
  const whole = scaleOf(all) >= OVERVIEW;
  const box = whole ? all : (path ?? all);
  const zoom = whole ? scaleOf(all) : Math.max(READABLE, scaleOf(box));
  const start = (from: number, size: number, room: number) =>
    size * zoom > room ? MARGIN - from * zoom : MARGIN + (room - size * zoom) / 2 - from * zoom;
  return { zoom, pan: { x: start(box.left, box.width, width), y: start(box.top, box.height, height) } };
}

/**
 * Where to pan at this zoom so that these cards, in the order of the path, are in view; null where they are. What has no
 * room is shown from the left, at the height of the last card that then can be seen: the zoom stays, because a drawing
 * that changes its scale at every choice is hard to follow, and slow.
 */
export function panTo(places: readonly Point[], zoom: number, pan: Point, canvas: Size): Point | null {
  const box = boxAround(places);
  if (!box) return null;
  const [room, high] = [canvas.width - 2 * MARGIN, canvas.height - 2 * MARGIN - LEGEND];
  const left = box.left * zoom + pan.x;
  const top = box.top * zoom + pan.y;
  const [width, height] = [box.width * zoom, box.height * zoom];
  const seen =
    left >= 0 && top >= 0 && left + width <= canvas.width && top + height <= canvas.height - LEGEND;
  if (seen || room <= 0 || high <= 0) return null;
  const x = MARGIN + Math.max(0, (room - width) / 2) - box.left * zoom;
  if (height <= high) return { x, y: MARGIN + (high - height) / 2 - box.top * zoom };
  const last = places.findLast((at) => (at.x + CARD.width / 2) * zoom + x <= canvas.width) ?? places[0];
  return { x, y: canvas.height / 2 - (last?.y ?? 0) * zoom };
}
