import type { Behaviours } from './behaviour-store.ts';

export type BehaviourRow = Behaviours['identities'][number];

/** What of an id tells identities apart within one account or cluster: `shop/web`, `role/deploy`. */
export function shortSubject(subject: string): string {
  const inCluster = /^k8s:\/\/[^/]+\/[^/]+\/(.+)$/.exec(subject);
  const inAccount = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(subject);
  return inCluster?.[1] ?? inAccount?.[1] ?? subject;
}

/** The identities that a filter leaves: words of the name, the id or the kind of deviation, and whether any deviates. */
export function shownIdentities(
  rows: readonly BehaviourRow[],
  words: string,
  onlyDeviating: boolean,
): readonly BehaviourRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (onlyDeviating && row.deviations.length === 0) return false;
    const text = [row.subject, row.name, ...row.deviations.map(({ kind }) => kind)].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
