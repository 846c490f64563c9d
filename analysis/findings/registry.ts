import { administratorByInlinePolicy } from './aws/administrator-by-inline-policy.ts';
import { confusedDeputyResource } from './aws/confused-deputy-resource.ts';
import { confusedDeputyRole } from './aws/confused-deputy-role.ts';
import { consoleWithoutMfa } from './aws/console-without-mfa.ts';
import { customerAdministratorPolicy } from './aws/customer-administrator-policy.ts';
import { danglingPrincipal } from './aws/dangling-principal.ts';
import { escalates } from './aws/escalates.ts';
import { externalAccountWithoutExternalId } from './aws/external-account-without-external-id.ts';
import { inactiveKey } from './aws/inactive-key.ts';
import { keyFromSeveralNetworks } from './aws/key-from-several-networks.ts';
import { neverUsedKey } from './aws/never-used-key.ts';
import { oidcWithoutAudience, oidcWithoutSubject } from './aws/oidc-claims.ts';
import { oldKey } from './aws/old-key.ts';
import { publicResource, resourceOpenToOutsideAccount } from './aws/open-resource.ts';
import { passAnyRole } from './aws/pass-any-role.ts';
import { privilegesNotUsed } from './aws/privileges-not-used.ts';
import { roleOpenToOutsideAccount } from './aws/role-open-to-outside-account.ts';
import { rootKey } from './aws/root-key.ts';
import { rootWithoutMfa } from './aws/root-without-mfa.ts';
import { sharedRole } from './aws/shared-role.ts';
import { trustsAnyone } from './aws/trusts-anyone.ts';
import { unusedKey } from './aws/unused-key.ts';
import { unusedRole } from './aws/unused-role.ts';
import { wildcardPower } from './aws/wildcard-power.ts';
import type { FindingRule } from './finding-rule.ts';
import { GITHUB_FINDINGS } from './github/registry.ts';
import { clusterAdministrator } from './kubernetes/administrators.ts';
import { annotationWithoutTrust, trustWithoutAnnotation } from './kubernetes/cloud-trust.ts';
import { dangerousPermissions } from './kubernetes/dangerous-permissions.ts';
import { danglingAccount, danglingRoleRef } from './kubernetes/dangling-bindings.ts';
import { grantedToAnyone, grantedToEveryone } from './kubernetes/granted-to-everyone.ts';
import { defaultAccount, longLivedToken } from './kubernetes/service-accounts.ts';
import { escapingPod, exposedWorkload } from './kubernetes/workloads.ts';
import { OIDC_FINDINGS } from './oidc/registry.ts';

/** Every rule of findings. */
export const FINDING_RULES: readonly FindingRule[] = [
  trustsAnyone,
  externalAccountWithoutExternalId,
  roleOpenToOutsideAccount,
  oidcWithoutSubject,
  oidcWithoutAudience,
  danglingPrincipal,
  confusedDeputyRole,
  confusedDeputyResource,
  publicResource,
  resourceOpenToOutsideAccount,
  escalates,
  rootKey,
  rootWithoutMfa,
  consoleWithoutMfa,
  unusedKey,
  neverUsedKey,
  oldKey,
  inactiveKey,
  keyFromSeveralNetworks,
  unusedRole,
  administratorByInlinePolicy,
  customerAdministratorPolicy,
  wildcardPower,
  passAnyRole,
  privilegesNotUsed,
  sharedRole,
  clusterAdministrator,
  dangerousPermissions,
  grantedToAnyone,
  grantedToEveryone,
  danglingRoleRef,
  danglingAccount,
  longLivedToken,
  defaultAccount,
  escapingPod,
  exposedWorkload,
  ...OIDC_FINDINGS,
  ...GITHUB_FINDINGS,
  annotationWithoutTrust,
  trustWithoutAnnotation,
];
