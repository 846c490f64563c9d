import { coursesOf, endsOf, leftOut, secondsBetween } from './followed.ts';
import { notKnown } from './found.ts';
import type { CaseMeasure } from './measure.ts';

export const validationTime: CaseMeasure = {
  id: 'validation-time',
  title: 'Mean time to validate a path',
  definition:
    'Mean seconds from the sealing of the first snapshot that has a path until the case named it, 0 where it was named before, over the paths that the case named by then and a snapshot sealed by then has.',
  unit: 'seconds',
  better: 'lower',
  looksAt: 'case',
  keptThere: 'paths are validated in one',
  measure(scene) {
    const { named, courses } = coursesOf(scene);
    if (named === 0) return notKnown('The case names no path.');
    const out = leftOut(scene, named, courses);
    if (courses.length === 0) return notKnown(out.join(' '));
    const times = courses.map(({ path, appeared }) => secondsBetween(appeared, path.named));
    return {
      value: times.reduce((sum, each) => sum + each, 0) / times.length,
      of: { part: courses.length, whole: named },
      entities: endsOf(courses),
      also: [{ label: 'slowest, seconds', value: times.reduce((a, b) => Math.max(a, b)) }],
      unknown: out.join(' ') || null,
    };
  },
};
