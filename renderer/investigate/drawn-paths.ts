import type { TrustPath } from '../../schema/contract.ts';

/** Most entities that one drawing can be read with. */
export const MOST_DRAWN = 500;

/** The paths, in order, whose entities together stay within `most`; the chosen one always. */
export function pathsToDraw(
  paths: readonly TrustPath[],
  chosen: number,
  merged: boolean,
  most = MOST_DRAWN,
): readonly TrustPath[] {
  const path = paths[chosen];
  if (!path) return [];
  if (!merged) return [path];
  const seen = new Set([path.from, ...path.hops.map((hop) => hop.to)]);
  return paths.filter((other) => {
    if (other === path) return true;
    const more = [other.from, ...other.hops.map((hop) => hop.to)].filter((id) => !seen.has(id));
    if (seen.size + more.length > most) return false;
    for (const id of more) seen.add(id);
    return true;
  });
}
