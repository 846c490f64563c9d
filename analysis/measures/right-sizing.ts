import { notKnown } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

/** Kinds of which the provider can tell what was granted and what of it was used. */
const TOLD: ReadonlySet<string> = new Set(['aws-role', 'aws-user']);

export const rightSizing: SnapshotMeasure = {
  id: 'right-sizing',
  title: 'Privileges used of those granted',
  definition: 'Services used ÷ services granted, summed over the roles and users of which both are known.',
  unit: 'ratio',
  better: 'higher',
  looksAt: 'collection',
  measure({ rows }) {
    const asked = rows.filter(({ kind }) => TOLD.has(kind));
    let [granted, used, known] = [0, 0, 0];
    const entities: string[] = [];
    for (const { id, privileges } of asked) {
      if (privileges.granted === null || privileges.used === null) continue;
      known++;
      granted += privileges.granted;
      used += privileges.used;
      if (privileges.used < privileges.granted) entities.push(id);
    }
    if (known === 0)
      return notKnown('iam:GetServiceLastAccessedDetails was collected of no role and no user.');
    if (granted === 0) return notKnown('No service is granted to the identities of which it is known.');
    return {
      value: used / granted,
      of: { part: used, whole: granted },
      entities,
      also: [{ label: 'identities with a service that they did not use', value: entities.length }],
      unknown:
        known < asked.length
          ? `Of ${asked.length - known} of ${asked.length} roles and users it is not known what they used.`
          : null,
    };
  },
};
