import { ACCESS_RULES } from './access/access-rules.ts';
import { BUCKET_ACL_RULES } from './access/bucket-acl.ts';
import { kmsGrant } from './access/kms-grants.ts';
import { accountControls } from './administrator/account-controls.ts';
import { administersAccount } from './administrator/administers-account.ts';
import { BECOME_RULES } from './become/become-rules.ts';
import { joinGroup } from './become/join-group.ts';
import { accessKey, rootAccessKey } from './credentials/access-key.ts';
import { groupMembership } from './credentials/group-membership.ts';
import { loginProfile } from './credentials/login-profile.ts';
import { GROWTH_RULES } from './escalation/growth-rules.ts';
import { LEND_RULES } from './escalation/lend-rules.ts';
import { makeAdministrator } from './escalation/make-administrator.ts';
import { PERMISSION_SET_RULES } from './escalation/permission-sets.ts';
import { GITHUB_RULES } from './github/registry.ts';
import { storedKey } from './github/stored-key.ts';
import { CLOUD_RULES } from './kubernetes/cloud/cloud-rules.ts';
import { grantAccess } from './kubernetes/cloud/grant-access.ts';
import { irsa } from './kubernetes/cloud/irsa.ts';
import { irsaToken } from './kubernetes/cloud/irsa-token.ts';
import { metadataService, nodeRole } from './kubernetes/cloud/node-role.ts';
import { KUBERNETES_RULES } from './kubernetes/rules.ts';
import { keySeen } from './observed/key-seen.ts';
import { seenAssuming } from './observed/seen-assuming.ts';
import { seenUsing } from './observed/seen-using.ts';
import type { Rule } from './rule.ts';
import { assumeElsewhere } from './trust/assume-elsewhere.ts';
import { assumeRole } from './trust/assume-role.ts';
import { saml, webIdentity } from './trust/federation.ts';
import { replaceMetadata } from './trust/replace-metadata.ts';
import { identityPool } from './workloads/identity-pool.ts';
import { runsAs } from './workloads/runs-as.ts';
import { STACK_SET_RULES } from './workloads/stack-sets.ts';
import { START_RULES } from './workloads/start-rules.ts';
import { imageSupply, templateSupply } from './workloads/supply.ts';
import { TAKE_OVER_RULES } from './workloads/take-over-rules.ts';
import { UNSEEN_RULES } from './workloads/unseen-rules.ts';

/**
 * How far a rule looks beyond its subject. It decides which subjects a what-if asks again after a change; what is not
 * told here is asked again for every subject.
 *
 * - `itself`: at the subject's own facts, its groups, the managed policies, and which names are taken in its account.
 * - `account`: at what is in the subject's account.
 * - `askers`: the subject is asked of, and each relation comes of one who asks: of its power, and of the subject.
 * - `targets`: the subject asks, and each relation comes of the subject's power and of how one target is described: its
 *   trust policy, tags and credentials, not its power.
 * - `descriptions`: at how principals, keys and resources are described, and at nobody's power.
 * - `names`: at which principals there are.
 * - `cluster`: at the clusters alone.
 * - `organization`: at the organizations of GitHub, and at roles that trust tokens of GitHub, with the providers of their accounts.
 */
export type Looks =
  | 'itself'
  | 'account'
  | 'askers'
  | 'targets'
  | 'descriptions'
  | 'names'
  | 'cluster'
  | 'organization'
  | 'anywhere';

const LOOKS: readonly (readonly [Looks, readonly Rule[]])[] = [
  [
    'itself',
    [
      loginProfile,
      groupMembership,
      administersAccount,
      assumeElsewhere,
      webIdentity,
      saml,
      ...GROWTH_RULES,
      makeAdministrator,
      ...PERMISSION_SET_RULES,
      ...BUCKET_ACL_RULES,
      irsa,
      irsaToken,
      grantAccess,
    ],
  ],
  ['account', [accessKey, rootAccessKey, accountControls, joinGroup, ...LEND_RULES, ...STACK_SET_RULES]],
  ['askers', [assumeRole, ...ACCESS_RULES, kmsGrant]],
  [
    'targets',
    [replaceMetadata, ...BECOME_RULES, ...START_RULES, ...TAKE_OVER_RULES, ...UNSEEN_RULES, identityPool],
  ],
  ['descriptions', [keySeen, seenAssuming, seenUsing, runsAs, imageSupply, templateSupply]],
  ['names', [nodeRole, metadataService]],
  ['cluster', KUBERNETES_RULES],
  ['organization', GITHUB_RULES.filter((rule) => rule !== storedKey)],
];

const byRule = new Map(LOOKS.flatMap(([looks, rules]) => rules.map((rule) => [rule, looks] as const)));

const CLOUD: ReadonlySet<Rule> = new Set(CLOUD_RULES);

/** Whether the rule may look at clusters of Kubernetes; true unless it is told otherwise. */
export function looksAtClusters(rule: Rule): boolean {
  const looks = looksOf(rule);
  return looks === 'cluster' || looks === 'anywhere' || CLOUD.has(rule);
}

/** How far the rule looks; `anywhere` unless it is told otherwise. */
export function looksOf(rule: Rule): Looks {
  return byRule.get(rule) ?? 'anywhere';
}
