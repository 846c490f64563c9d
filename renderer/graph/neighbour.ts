import type { Point } from './layered-layout.ts';

/** The nearest node in the direction of an arrow key, or null. */
export function neighbour(positions: readonly Point[], from: number, key: string): number | null {
  const directions: Record<string, Point> = {
    ArrowRight: { x: 1, y: 0 },
    ArrowLeft: { x: -1, y: 0 },
    ArrowDown: { x: 0, y: 1 },
    ArrowUp: { x: 0, y: -1 },
  };
  const direction = directions[key];
  const start = positions[from];
  if (!direction || !start) return null;
  let best: { node: number; cost: number } | null = null;
  positions.forEach((to, node) => {
    const [dx, dy] = [to.x - start.x, to.y - start.y];
    const along = dx * direction.x + dy * direction.y;
    if (node === from || along <= 0) return;
    const cost = along + 2 * Math.abs(dx * direction.y + dy * direction.x);
    if (best === null || cost < best.cost) best = { node, cost };
  });
  return (best as { node: number } | null)?.node ?? null;
}
