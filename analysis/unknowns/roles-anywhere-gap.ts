import type { Unknown } from '../../schema/records.ts';
import type { Estate } from '../aws/estate/estate.ts';
import { rolesForService } from '../rules/workloads/service-roles.ts';

const SERVICE = 'rolesanywhere.amazonaws.com';

/**
 * Roles that trust IAM Roles Anywhere are had by whoever holds a fitting certificate. Which authorities an account trusts for
 * that, and which profiles name the roles, is not collected: said once an account, where such a role is.
 */
export function rolesAnywhereGap(estate: Estate, account: string, source: string): Unknown | null {
  const names = rolesForService(estate, account, SERVICE).map(({ role }) => role.name);
  if (names.length === 0) return null;
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? `, and ${names.length - 5} more` : '');
  return {
    source,
    operation: 'rolesanywhere:ListTrustAnchors',
    reason: `Not collected: which certificates obtain ${shown} by IAM Roles Anywhere. This version does not ask for trust anchors and profiles.`,
    kinds: ['can-assume'],
  };
}
