import { RCP_SERVICES } from './rcp-services.ts';
import type { RequestFacts } from './request-facts.ts';
import type { PolicyType } from './types.ts';

/** Actions that hand out credentials, of a role or otherwise. */
export function isRoleSession(action: string): boolean {
  return action.startsWith('sts:');
}

/** A role's resource policy is its trust policy. */
export function resourceType(facts: RequestFacts): PolicyType {
  return isRoleSession(facts.action) && isRole(facts.request.resource) ? 'trust' : 'resource';
}

function isRole(resource: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\//.test(resource);
}

/** "IAM role trust policies and KMS key policies are exceptions … they must explicitly allow access for principals." */
export function needsResourcePolicy(facts: RequestFacts): boolean {
  const { resource } = facts.request;
  if (isRoleSession(facts.action)) return facts.action.startsWith('sts:assumerole') || isRole(resource);
  return /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(resource);
}

/**
 * "No permissions are required … If an administrator attaches a policy to your identity that explicitly denies access …
 * you can still perform this operation" (STS API Reference, GetCallerIdentity). It needs credentials all the same.
 */
export function needsNoPermission({ action, caller }: RequestFacts): boolean {
  return action === 'sts:getcalleridentity' && caller.account !== null;
}

/** SCPs limit the users, roles and root of an account, and no service-linked role (Organizations User Guide, "SCP effects on permissions"). */
export function scpApplies(facts: RequestFacts): boolean {
  return facts.caller.account !== null && !isServiceLinked(facts);
}

/**
 * RCPs limit whoever asks, outsiders and services too, for the services that support them; but no service-linked role, nor
 * who takes one on, nor kms:RetireGrant ("RCPs" there, "Resources and entities not restricted by RCPs").
 */
export function rcpApplies(facts: RequestFacts): boolean {
  const { action } = facts;
  if (!RCP_SERVICES.has(action.slice(0, action.indexOf(':'))) || action === 'kms:retiregrant') return false;
  return !isServiceLinked(facts) && !facts.request.resource.includes(SERVICE_LINKED);
}

const SERVICE_LINKED = ':role/aws-service-role/';

/** A session's ARN lacks the role's path; the role's ARN may be given as aws:PrincipalArn. */
function isServiceLinked(facts: RequestFacts): boolean {
  const { caller } = facts;
  if (caller.kind === 'role') return caller.arn.includes(SERVICE_LINKED);
  if (caller.kind !== 'session') return false;
  return facts.given.get('aws:principalarn')?.[0]?.includes(SERVICE_LINKED) ?? false;
}
