import type { Rule } from '../../rule.ts';
import { accessEntries } from './access-entries.ts';
import { accountControlsClusters, grantAccess } from './grant-access.ts';
import { irsa } from './irsa.ts';
import { podIdentity } from './pod-identity.ts';

/** Between clusters and the clouds that they run in. */
export const CLOUD_RULES: readonly Rule[] = [
  irsa,
  podIdentity,
  accessEntries,
  grantAccess,
  accountControlsClusters,
];
