import { coursesOf, endsOf, leftOut, secondsBetween } from './followed.ts';
import { notKnown } from './found.ts';
import type { CaseMeasure } from './measure.ts';

export const remediationTime: CaseMeasure = {
  id: 'remediation-time',
  title: 'Mean time to remediate a path',
  definition:
    'Mean seconds from the sealing of the first snapshot that has a path to that of the first which no longer has it, over the paths that went by then.',
  unit: 'seconds',
  better: 'lower',
  looksAt: 'case',
  keptThere: 'the paths that are followed are named in one',
  measure(scene) {
    const { named, courses } = coursesOf(scene);
    if (named === 0) return notKnown('The case names no path.');
    const ended = courses.flatMap((course) =>
      course.ended === null ? [] : [{ course, seconds: secondsBetween(course.appeared, course.ended) }],
    );
    const unsure = courses.filter((each) => each.unsure).length;
    const open = courses.length - ended.length - unsure;
    const out = [
      ...(open > 0 ? [`${open} of ${courses.length} paths hold still.`] : []),
      ...(unsure > 0 ? [`Of ${unsure} of ${courses.length} paths it is not known whether they hold.`] : []),
      ...leftOut(scene, named, courses),
    ];
    if (ended.length === 0) return notKnown(out.join(' '));
    const times = ended.map(({ seconds }) => seconds);
    return {
      value: times.reduce((sum, each) => sum + each, 0) / times.length,
      of: { part: ended.length, whole: courses.length },
      entities: endsOf(ended.map(({ course }) => course)),
      also: [
        { label: 'slowest, seconds', value: times.reduce((a, b) => Math.max(a, b)) },
        { label: 'paths that hold still', value: open },
      ],
      unknown: out.join(' ') || null,
    };
  },
};
