import { ACCESS_RULES } from './access/access-rules.ts';
import { BUCKET_ACL_RULES } from './access/bucket-acl.ts';
import { kmsGrant } from './access/kms-grants.ts';
import { accountControls } from './administrator/account-controls.ts';
import { administersAccount } from './administrator/administers-account.ts';
import { BECOME_RULES } from './become/become-rules.ts';
import { joinGroup } from './become/join-group.ts';
import { CLAIM_RULES } from './claims/registry.ts';
import { accessKey, rootAccessKey } from './credentials/access-key.ts';
import { groupMembership } from './credentials/group-membership.ts';
import { loginProfile } from './credentials/login-profile.ts';
import { GROWTH_RULES } from './escalation/growth-rules.ts';
import { LEND_RULES } from './escalation/lend-rules.ts';
import { makeAdministrator } from './escalation/make-administrator.ts';
import { PERMISSION_SET_RULES } from './escalation/permission-sets.ts';
import { GITHUB_RULES } from './github/registry.ts';
import { CLOUD_RULES } from './kubernetes/cloud/cloud-rules.ts';
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

/** Every rule, in the order in which their relations are listed. */
export const RULES: readonly Rule[] = [
  accessKey,
  rootAccessKey,
  loginProfile,
  groupMembership,
  administersAccount,
  accountControls,
  assumeRole,
  assumeElsewhere,
  webIdentity,
  saml,
  replaceMetadata,
  ...GROWTH_RULES,
  makeAdministrator,
  ...PERMISSION_SET_RULES,
  ...LEND_RULES,
  ...BECOME_RULES,
  joinGroup,
  ...START_RULES,
  ...TAKE_OVER_RULES,
  ...UNSEEN_RULES,
  ...STACK_SET_RULES,
  identityPool,
  runsAs,
  imageSupply,
  templateSupply,
  ...ACCESS_RULES,
  ...BUCKET_ACL_RULES,
  kmsGrant,
  keySeen,
  seenAssuming,
  seenUsing,
  ...KUBERNETES_RULES,
  ...GITHUB_RULES,
  ...CLOUD_RULES,
  ...CLAIM_RULES,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of that id; null where there is none (a snapshot of a newer version, say). */
export function ruleById(id: string): Rule | null {
  return byId.get(id) ?? null;
}
