import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';

/** Kinds whose policies or roles are read for wildcards. */
const TOLD: ReadonlySet<string> = new Set(['aws-role', 'aws-user', 'k8s-service-account']);

export const wildcards: SnapshotMeasure = {
  id: 'wildcards',
  title: 'Identities of tiers 0 and 1 with wildcards',
  unit: 'identities',
  looksAt: 'relations',
  measure: ({ rows }) =>
    counted(
      rows.filter(({ kind, tier }) => TOLD.has(kind) && tier !== null && tier.value <= 1),
      ({ privileges }) => privileges.wildcard,
      'number',
      'whether a policy or role allows them everything of something',
    ),
};
