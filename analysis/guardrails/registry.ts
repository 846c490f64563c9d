import { deployService } from './golden-paths/deploy-service.ts';
import { publishArtifact } from './golden-paths/publish-artifact.ts';
import { scheduledJob } from './golden-paths/scheduled-job.ts';
import type { GuardrailTemplate } from './guardrail.ts';
import { expectedNetwork } from './templates/expected-network.ts';
import { githubOidcTrust } from './templates/github-oidc-trust.ts';
import { githubPerimeter } from './templates/github-perimeter.ts';
import { keysWithExpiry } from './templates/keys-with-expiry.ts';
import { leastPrivilege } from './templates/least-privilege.ts';
import { minimalClusterRole } from './templates/minimal-cluster-role.ts';
import { noPrivilegeGrowth } from './templates/no-privilege-growth.ts';
import { noSharedAccounts } from './templates/no-shared-accounts.ts';
import { ownerAndExpiry } from './templates/owner-and-expiry.ts';
import { workflowPermissions } from './templates/workflow-permissions.ts';

/** Every template, in the order in which guardrails are given. A new one is a file of its own and a line here. */
export const GUARDRAIL_TEMPLATES: readonly GuardrailTemplate[] = [
  keysWithExpiry,
  expectedNetwork,
  noPrivilegeGrowth,
  leastPrivilege,
  githubPerimeter,
  githubOidcTrust,
  workflowPermissions,
  minimalClusterRole,
  ownerAndExpiry,
  noSharedAccounts,
  deployService,
  publishArtifact,
  scheduledJob,
];
