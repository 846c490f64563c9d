import { coursesOf, endsOf, leftOut, secondsBetween } from './followed.ts';
import { notKnown } from './found.ts';
import type { CaseMeasure } from './measure.ts';

export const validationTime: CaseMeasure = {
  id: 'validation-time',
  title: 'Mean time to validate a path',
  unit: 'seconds',
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
