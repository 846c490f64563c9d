import type { Unknown } from '../../schema/records.ts';
import type { Estate } from '../aws/estate/estate.ts';
import { changesPermissionSets, isOfPermissionSet } from '../rules/escalation/permission-sets.ts';

/**
 * Whoever may change permission sets makes itself an administrator of every account that they are assigned to, if the account
 * manages IAM Identity Center. Said where somebody may, and no role of a permission set shows that it is in use.
 */
export function permissionSetGap(estate: Estate, account: string, source: string): Unknown | null {
  const found = estate.accounts.get(account);
  if (!found || found.roles.some(isOfPermissionSet) || !found.principals.some(changesPermissionSets))
    return null;
  return {
    source,
    operation: 'sso:ListInstances',
    reason: `Not collected: whether account ${account} manages IAM Identity Center, in which some principals may change permission sets.`,
    kinds: ['can-escalate-to'],
  };
}
