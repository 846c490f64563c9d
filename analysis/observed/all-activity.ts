import type { Estates } from '../estates.ts';
import type { ActivityFacts, PeriodFact } from './activity-facts.ts';

const known = new WeakMap<Estates, ActivityFacts>();

/** What the logs of all providers say, of one snapshot. */
export function allActivity(estates: Estates): ActivityFacts {
  let all = known.get(estates);
  if (!all) {
    const logs = [estates.aws.facts.activity, estates.kubernetes.facts.activity];
    all = {
      uses: logs.flatMap(({ uses }) => uses),
      assumptions: logs.flatMap(({ assumptions }) => assumptions),
      periods: logs.flatMap(({ periods }) => periods),
    };
    known.set(estates, all);
  }
  return all;
}

/** The logs that could have seen an identity: those of its cluster, or those of AWS. */
export function logsAbout(facts: ActivityFacts, id: string): readonly PeriodFact[] {
  return facts.periods.filter(({ cluster }) =>
    cluster === null ? !id.startsWith('k8s://') : id.startsWith(`${cluster}/`),
  );
}
