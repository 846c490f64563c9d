import type { Principal, Role } from '../../aws/estate/estate.ts';
import { all, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { oneStepEach } from '../workloads/one-step-each.ts';
import { holdsEvery, type Need, reachesEvery } from '../workloads/places.ts';

const INSTANCE = 'sso:::instance/*';
const SET = 'sso:::permissionSet/*/*';

interface PermissionSetRow {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly Need[];
  readonly enables: string;
  /** What would have to be known of IAM Identity Center. */
  readonly gap: string;
}

const OWN_SET =
  'sso:ListAccountAssignments was not collected: the holder must have the permission set in this account, by single sign-on';

/**
 * Permission sets of IAM Identity Center become roles in the accounts they are assigned to. Neither the instance nor its
 * sets and assignments are collected: whether these techniques lead anywhere is never known. Where no such role is in the
 * account, nothing says that it is used there at all; that is told as a gap (`permissionSetGap`) and no relation.
 */
const ROWS: readonly PermissionSetRow[] = [
  {
    id: 'sso-001',
    title:
      'Assign itself a permission set with everything (sso:CreatePermissionSet + sso:AttachManagedPolicyToPermissionSet + sso:CreateAccountAssignment)',
    needs: [
      ['sso:CreatePermissionSet', INSTANCE],
      ['sso:AttachManagedPolicyToPermissionSet', INSTANCE, SET],
      ['sso:CreateAccountAssignment', INSTANCE, SET, 'sso:::account/A'],
    ],
    enables:
      'The holder makes a permission set of an administrator, and assigns it to a person whom it signs in as.',
    gap: 'sso:ListInstances was not collected: the account must be the one that manages IAM Identity Center, and the holder must sign in by it',
  },
  {
    id: 'sso-002',
    title: 'Attach a policy to its own permission set (sso:AttachManagedPolicyToPermissionSet)',
    needs: [['sso:AttachManagedPolicyToPermissionSet', INSTANCE, SET]],
    enables:
      'The holder’s own permission set becomes that of an administrator, in each account that it is assigned to.',
    gap: OWN_SET,
  },
  {
    id: 'sso-003',
    title: 'Put an inline policy on its own permission set (sso:PutInlinePolicyToPermissionSet)',
    needs: [['sso:PutInlinePolicyToPermissionSet', INSTANCE, SET]],
    enables:
      'The holder’s own permission set allows whatever it writes, in each account that it is assigned to.',
    gap: OWN_SET,
  },
];

/** Roles that Identity Center makes of permission sets have a path of their own. */
export function isOfPermissionSet({ fact }: Role): boolean {
  return fact.path.startsWith('/aws-reserved/sso.amazonaws.com/');
}

/** Whether the principal may change permission sets, by any of the techniques. */
export function changesPermissionSets(principal: Principal): boolean {
  return ROWS.some(({ needs }) => reachesEvery(principal, needs));
}

export const PERMISSION_SET_RULES: readonly Rule[] = ROWS.map((row) => ({
  id: row.id,
  title: row.title,
  kind: 'can-escalate-to',
  techniques: ['T1098.003', 'T1548.005'],
  enables: row.enables,
  fix: 'Leave changes of permission sets and assignments to a pipeline of the management account.',
  references: [
    `https://pathfinding.cloud/paths/${row.id}`,
    'https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html',
  ],
  subject: 'principal',
  derive(principal, scene, emit) {
    const account = scene.aws.accounts.get(principal.account);
    if (!account || !reachesEvery(principal, row.needs)) return;
    if (!account.roles.some(isOfPermissionSet) || scene.growth.surely(principal)) return;
    const held = holdsEvery(principal, row.needs);
    const outcome = all([{ ...held, steps: oneStepEach(held.steps) }, unknown(row.gap)]);
    const relation = relationOf('can-escalate-to', row.id, principal, account.arn, outcome, '');
    if (relation) emit(relation);
  },
}));
