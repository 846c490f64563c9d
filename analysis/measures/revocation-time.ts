import { revocationSeconds } from '../../schema/case/drill-kinds.ts';
import { notKnown } from './found.ts';
import type { CaseMeasure } from './measure.ts';

export const revocationTime: CaseMeasure = {
  id: 'revocation-time',
  title: 'Mean time to revoke, in drills',
  definition:
    'Mean seconds from the start of a drill until everything that the attacker held was revoked, over the drills ended by then in which all was.',
  unit: 'seconds',
  better: 'lower',
  looksAt: 'case',
  keptThere: 'drills are recorded in one',
  measure({ case: from, at }) {
    const drills = from.drills.filter(({ endedAt }) => Date.parse(endedAt) <= Date.parse(at));
    if (drills.length === 0) return notKnown('No drills recorded.');
    const done = drills.flatMap((drill) => {
      const seconds = revocationSeconds(drill);
      return seconds === null ? [] : [{ seconds, foothold: drill.foothold }];
    });
    if (done.length === 0) return notKnown(`In none of ${drills.length} drills everything was revoked.`);
    const times = done.map(({ seconds }) => seconds);
    return {
      value: times.reduce((sum, each) => sum + each, 0) / times.length,
      of: { part: done.length, whole: drills.length },
      entities: [...new Set(done.map(({ foothold }) => foothold))],
      also: [{ label: 'slowest, seconds', value: times.reduce((a, b) => Math.max(a, b)) }],
      unknown:
        done.length < drills.length
          ? `In ${drills.length - done.length} of ${drills.length} drills not everything was revoked.`
          : null,
    };
  },
};
