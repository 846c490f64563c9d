import type { Rule } from '../rule.ts';
import { administersCluster, administersNamespace } from './administers.ts';
import { changeAwsAuth } from './aws-auth.ts';
import { bindClusterAdmin, bindNamespaceAdmin } from './bind.ts';
import { bindLesserRole } from './bind-lesser-role.ts';
import { clusterControls, namespaceControls, namespaceRelabels } from './controls.ts';
import { escalateCluster, escalateNamespace } from './escalate.ts';
import { ESCAPE_RULES, hostNetwork } from './escape-rules.ts';
import { grantRule } from './grant-row.ts';
import { impersonateGroups, impersonateUsers } from './impersonate.ts';
import { hostVolumes, liftPodSecurity, liftPolicies } from './lift-admission.ts';
import { anonymous, membership } from './membership.ts';
import { mintToken } from './mint-token.ts';
import { nodeAuthenticates, nodeHosts, nodeSecrets, nodeTokens, runsOn } from './node-hosts.ts';
import { nodesProxy, stealPods } from './node-rules.ts';
import { POD_ROWS } from './pod-rows.ts';
import { containerMounts, containerRunsAs, podContains, sharedProcesses } from './pod-rules.ts';
import { newPodEscapes, newPodMounts, newPodRunsAs, scopeIncludes } from './scope-rules.ts';
import { SECRET_ROWS } from './secret-rows.ts';
import { seenAsAccount, seenInCluster } from './seen.ts';
import { exposedService, serviceEndpoint } from './services.ts';
import { signCertificates } from './sign-certificates.ts';
import { tokenSecret } from './token-secret.ts';
import { mutatingPolicies, mutatingWebhooks, validatingWebhooks } from './webhooks.ts';
import { WORKLOAD_ROWS } from './workload-rows.ts';

/** What an identity has by what bindings give it. */
const GRANTED: readonly Rule[] = [
  ...[...POD_ROWS, ...WORKLOAD_ROWS, ...SECRET_ROWS].map(grantRule),
  mintToken,
  impersonateUsers,
  impersonateGroups,
  escalateCluster,
  escalateNamespace,
  signCertificates,
  mutatingWebhooks,
  mutatingPolicies,
  validatingWebhooks,
  nodesProxy,
  stealPods,
  liftPodSecurity,
  liftPolicies,
  hostVolumes,
  changeAwsAuth,
];

const BY_BINDING: readonly Rule[] = [
  administersCluster,
  administersNamespace,
  bindClusterAdmin,
  bindNamespaceAdmin,
  ...GRANTED,
];

/** Every rule that stays in a cluster. */
export const KUBERNETES_RULES: readonly Rule[] = [
  ...BY_BINDING,
  bindLesserRole(GRANTED),
  membership(BY_BINDING),
  anonymous(BY_BINDING),
  clusterControls,
  namespaceControls,
  namespaceRelabels,
  scopeIncludes,
  newPodRunsAs,
  newPodMounts,
  newPodEscapes,
  podContains,
  containerRunsAs,
  containerMounts,
  sharedProcesses,
  ...ESCAPE_RULES,
  hostNetwork,
  nodeHosts,
  runsOn,
  nodeAuthenticates,
  nodeTokens,
  nodeSecrets,
  tokenSecret,
  exposedService,
  serviceEndpoint,
  seenInCluster,
  seenAsAccount,
];
