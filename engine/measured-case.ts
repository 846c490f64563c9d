import type { FollowedPath, MeasuredCase } from '../analysis/measures/measure.ts';
import type { PathEnds } from '../analysis/measures/path-seen.ts';
import type { CaseState } from '../schema/case/state.ts';
import type { PathSeen } from '../schema/measures.ts';

/** A path that the case names: a question kept with both ends, or an exception for a path. */
export type NamedPath = PathEnds & { readonly named: string };

/** The paths that a case names, each once and by whatever named it first. */
export function namedPaths({ questions, exceptions }: CaseState): NamedPath[] {
  const found = new Map<string, NamedPath>();
  const add = (path: NamedPath) => {
    const key = JSON.stringify([path.from, path.to]);
    const known = found.get(key);
    if (path.from !== path.to && (!known || path.named < known.named)) found.set(key, path);
  };
  for (const { from, to, at } of questions.values())
    if (from !== null && to !== null) add({ from, to, named: at });
  for (const { scope, granted } of exceptions.values())
    if (scope.of === 'path') add({ from: scope.from, to: scope.to, named: granted });
  return [...found.values()].sort((a, b) => (a.named < b.named ? -1 : a.named > b.named ? 1 : 0));
}

/** What is measured of a case, whose paths several snapshots were asked for, in the order of sealing. */
export function measuredCase(
  state: CaseState,
  named: readonly NamedPath[],
  seen: readonly {
    readonly at: string;
    readonly digest: string | null;
    readonly paths: readonly PathSeen[];
  }[],
): MeasuredCase {
  const looked = new Set(seen.map(({ digest }) => digest));
  return {
    exceptions: [...state.exceptions.values()],
    drills: [...state.drills.values()],
    paths: named.map(
      (path, place): FollowedPath => ({
        ...path,
        seen: seen.flatMap(({ at, paths }) => {
          const found = paths[place];
          return found ? [{ at, ...found }] : [];
        }),
      }),
    ),
    unseen: state.snapshots.filter(({ digest }) => !looked.has(digest)).length,
  };
}
