import type { Rule } from '../../rule.ts';
import { accessEntries } from './access-entries.ts';
import { awsAuthEntries } from './aws-auth-entries.ts';
import { accountControlsClusters, grantAccess } from './grant-access.ts';
import { irsa } from './irsa.ts';
import { irsaToken } from './irsa-token.ts';
import { metadataService, nodeRole } from './node-role.ts';
import { podIdentity } from './pod-identity.ts';
import { irsaUnseen, otherClouds } from './unseen-trust.ts';

/** Between clusters and the clouds that they run in. */
export const CLOUD_RULES: readonly Rule[] = [
  irsa,
  irsaToken,
  irsaUnseen,
  otherClouds,
  podIdentity,
  nodeRole,
  metadataService,
  accessEntries,
  awsAuthEntries,
  grantAccess,
  accountControlsClusters,
];
