import type { GuardrailTemplate } from './guardrail.ts';
import { githubOidcTrust } from './templates/github-oidc-trust.ts';
import { keysWithExpiry } from './templates/keys-with-expiry.ts';
import { noPrivilegeGrowth } from './templates/no-privilege-growth.ts';
import { workflowPermissions } from './templates/workflow-permissions.ts';

/** Every template, in the order in which guardrails are given. A new one is a file of its own and a line here. */
export const GUARDRAIL_TEMPLATES: readonly GuardrailTemplate[] = [
  keysWithExpiry,
  noPrivilegeGrowth,
  githubOidcTrust,
  workflowPermissions,
];
