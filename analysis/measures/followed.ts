import type { CaseScene, FollowedPath } from './measure.ts';

/** What became of a path by a moment, as far as the case's snapshots show it. */
export interface Course {
  readonly path: FollowedPath;
  /** When the first snapshot that has it was sealed. */
  readonly appeared: string;
  /** When the first snapshot was sealed since which it is gone; null where it holds or that is not known. */
  readonly ended: string | null;
  /** Whether the last snapshot leaves open if it is there. */
  readonly unsure: boolean;
}

/** The paths that the case named by a moment, of those that a snapshot sealed by then has: what became of each. */
export function coursesOf({ case: { paths }, at }: CaseScene): {
  readonly named: number;
  readonly courses: readonly Course[];
} {
  const by = (time: string) => Date.parse(time) <= Date.parse(at);
  const named = paths.filter((path) => by(path.named));
  const courses = named.flatMap((path): Course[] => {
    const seen = path.seen.filter((each) => by(each.at));
    const first = seen.find(({ state }) => state === 'holds');
    if (!first) return [];
    // One that came back is not gone until it goes again.
    const last = seen.findLastIndex(({ state }) => state === 'holds');
    const since = seen.slice(last + 1);
    const before = new Set(seen[last]?.gaps);
    // Where a snapshot saw less than the last one that had it, the path may be behind what it did not see.
    const gone = since.find(({ state, gaps }) => state === 'absent' && gaps.every((gap) => before.has(gap)));
    return [{ path, appeared: first.at, ended: gone?.at ?? null, unsure: !gone && since.length > 0 }];
  });
  return { named: named.length, courses };
}

/** Seconds between two moments; none where the second is before the first. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
}

/** The ends of paths, each once. */
export function endsOf(courses: readonly Course[]): string[] {
  return [...new Set(courses.flatMap(({ path }) => [path.from, path.to]))];
}

/** What leaves paths out of both measures of time, in words. */
export function leftOut(
  { case: { unseen } }: CaseScene,
  named: number,
  courses: readonly Course[],
): string[] {
  const never = named - courses.length;
  return [
    ...(never > 0 ? [`${never} of ${named} paths of the case surely hold in no snapshot of it.`] : []),
    ...(unseen > 0 ? [`${unseen} snapshots of the case were not looked at.`] : []),
  ];
}
