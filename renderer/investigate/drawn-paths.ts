import { useMemo } from 'react';
import type { TrustPath } from '../../schema/contract.ts';

/** Most entities that one drawing can be read with, and most that it is asked to hold all the same. */
export const MOST_DRAWN = 500;
export const MOST_ON_REQUEST = 1_000;

/** A path with its place in the list, from 0. */
export interface DrawnPath {
  readonly index: number;
  readonly path: TrustPath;
}

const entitiesOf = (path: TrustPath): readonly string[] => [path.from, ...path.hops.map((hop) => hop.to)];

/** The paths, in order, whose entities together stay within `most`; the chosen one always. */
export function pathsToDraw(
  paths: readonly TrustPath[],
  chosen: number,
  merged: boolean,
  most = MOST_DRAWN,
): readonly DrawnPath[] {
  const path = paths[chosen];
  if (!path) return [];
  if (!merged) return [{ index: chosen, path }];
  const seen = new Set(entitiesOf(path));
  return paths.flatMap((other, index) => {
    if (index !== chosen) {
      const more = entitiesOf(other).filter((id) => !seen.has(id));
      if (seen.size + more.length > most) return [];
      for (const id of more) seen.add(id);
    }
    return [{ index, path: other }];
  });
}

/** The paths to draw. A drawing of many stays the very same while another path in it is chosen. */
export function useDrawnPaths(
  paths: readonly TrustPath[],
  chosen: number,
  merged: boolean,
  most: number,
): readonly DrawnPath[] {
  const usual = useMemo(() => (merged ? pathsToDraw(paths, 0, true, most) : []), [paths, merged, most]);
  const indices = useMemo(() => new Set(usual.map((drawn) => drawn.index)), [usual]);
  const other = indices.has(chosen) ? null : chosen;
  return useMemo(
    () => (other === null ? usual : pathsToDraw(paths, other, merged, most)),
    [usual, paths, other, merged, most],
  );
}
