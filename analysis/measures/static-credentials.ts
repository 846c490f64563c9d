import { counted } from './found.ts';
import type { SnapshotMeasure } from './measure.ts';
import { authenticating } from './principals.ts';

export const staticCredentials: SnapshotMeasure = {
  id: 'static-credentials',
  title: 'Static credential ratio',
  definition:
    'Identities with a static credential ÷ identities that authenticate, of which the credential is known. Access keys, passwords and token secrets count with the identity that holds them, not again.',
  unit: 'ratio',
  better: 'lower',
  looksAt: 'collection',
  measure: ({ rows }) =>
    counted(
      authenticating(rows),
      ({ credential }) => (credential === null ? null : credential === 'static'),
      'ratio',
      'what they authenticate with',
    ),
};
