import type { TrustPath } from '../../schema/contract.ts';

/** Most entities that one drawing can be read with. */
export const MOST_DRAWN = 500;

/** Up to this many entities, all paths are drawn unless a person wants otherwise. */
const READ_AT_ONCE = 16;

/** Whether all paths go into one drawing: as chosen, else when there are few enough entities to read at once. */
export function drawsAll(paths: readonly TrustPath[], merged: boolean | null): boolean {
  if (merged !== null) return merged;
  const ids = new Set(paths.flatMap((path) => [path.from, ...path.hops.map((hop) => hop.to)]));
  return ids.size <= READ_AT_ONCE;
}

/** The paths, in order, whose entities together stay within `most`; the chosen one always. */
export function pathsToDraw(
  paths: readonly TrustPath[],
  chosen: number,
  merged: boolean | null,
  most = MOST_DRAWN,
): readonly TrustPath[] {
  const path = paths[chosen];
  if (!path) return [];
  if (!drawsAll(paths, merged)) return [path];
  const seen = new Set([path.from, ...path.hops.map((hop) => hop.to)]);
  return paths.filter((other) => {
    if (other === path) return true;
    const more = [other.from, ...other.hops.map((hop) => hop.to)].filter((id) => !seen.has(id));
    if (seen.size + more.length > most) return false;
    for (const id of more) seen.add(id);
    return true;
  });
}
