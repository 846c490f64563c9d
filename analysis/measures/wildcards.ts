import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

/** Kinds whose policies or roles are read for wildcards. */
const TOLD: ReadonlySet<string> = new Set(['aws-role', 'aws-user', 'k8s-service-account']);

export const wildcards: SnapshotMeasure = {
  id: 'wildcards',
  title: 'Identities of tiers 0 and 1 with wildcards',
  definition:
    'Roles, users and service accounts of tier 0 or 1 that a statement or rule allows every action of a service, or every verb, on everything, of those of which all policies are known.',
  unit: 'identities',
  better: 'lower',
  looksAt: 'relations',
  measure: ({ rows }) =>
    counted(
      rows.filter(({ kind, tier }) => TOLD.has(kind) && tier !== null && tier.value <= 1),
      ({ privileges }) => privileges.wildcard,
      'number',
      'whether a policy or role allows them everything of something',
    ),
};
