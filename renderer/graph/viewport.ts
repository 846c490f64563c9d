import type { CollectionReturnValue, Core } from 'cytoscape';

export const MARGIN = 20;
const READABLE = 0.62;
/** A drawing of many paths may be a little smaller: it is an overview, and each card can be chosen. */
const OVERVIEW = 0.45;

/**
 * Fits the drawing, or where that would be too small to read the chosen path in it, or where even that is too long the
 * beginning of it: footholds are on the left.
 */
export function fitDrawing(core: Core, path: CollectionReturnValue): void {
  const [width, height] = [core.width() - 2 * MARGIN, core.height() - 2 * MARGIN];
  const most = width > 1400 ? 1.3 : 1;
  const scaleOf = (box: { w: number; h: number }) => Math.min(width / box.w, height / box.h, most);
  if (width <= 0 || height <= 0 || core.elements().empty()) return;
  const all = core.elements().boundingBox({ includeLabels: false });
  const part = path.empty() ? all : path.boundingBox({ includeLabels: false });
  const whole = scaleOf(all) >= OVERVIEW;
  const box = whole ? all : part;
  const zoom = whole ? scaleOf(all) : Math.max(READABLE, scaleOf(part));
  const start = (from: number, size: number, room: number) =>
    size * zoom > room ? MARGIN - from * zoom : MARGIN + (room - size * zoom) / 2 - from * zoom;
  core.viewport({ zoom, pan: { x: start(box.x1, box.w, width), y: start(box.y1, box.h, height) } });
}

/** The nodes with these numbers. */
export function nodesIn(core: Core, numbers: ReadonlySet<number>): CollectionReturnValue {
  return core.nodes().filter((node) => numbers.has(Number(node.id().slice(1))));
}

/** Whether every one of the elements is in view. */
export function inView(core: Core, elements: CollectionReturnValue): boolean {
  const [box, view] = [elements.boundingBox({ includeLabels: false }), core.extent()];
  return box.x1 >= view.x1 && box.x2 <= view.x2 && box.y1 >= view.y1 && box.y2 <= view.y2;
}
