import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';
import { authenticating } from './principals.ts';

export const staticCredentials: SnapshotMeasure = {
  id: 'static-credentials',
  title: 'Static credential ratio',
  unit: 'ratio',
  looksAt: 'collection',
  measure: ({ rows }) =>
    counted(
      authenticating(rows),
      ({ credential }) => (credential === null ? null : credential === 'static'),
      'ratio',
      'what they authenticate with',
    ),
};
