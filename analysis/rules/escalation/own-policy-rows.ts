import { replacing, withPolicy } from '../../aws/estate/permissions.ts';
import { ADMINISTRATOR_POLICY } from '../administrator/administrator-index.ts';
import { all, type Outcome } from '../outcome.ts';
import { customerPolicies, roomForVersion } from './policy-versions.ts';
import type { GrowthRow, Tools } from './row.ts';

const GRANT_FIX =
  'Take the permission away, or limit its Resource to policies and principals that the holder does not use itself.';

function addedTo(tools: Tools): Outcome {
  return tools.power(withPolicy(tools.principal.set, tools.administratorRights, 'administrator'));
}

const administrator = { 'iam:PolicyARN': ADMINISTRATOR_POLICY };

/** Techniques that add a policy to the principal itself or to a group it is in, or rewrite one that it has. */
export const OWN_POLICY_ROWS: readonly GrowthRow[] = [
  {
    id: 'iam-001',
    changesSelf: false,
    title: 'Write a new version of a policy of its own (iam:CreatePolicyVersion)',
    for: 'any',
    actions: ['iam:CreatePolicyVersion'],
    enables:
      'The holder rewrites a customer managed policy that is attached to it, and so grants itself everything.',
    fix: 'Deny iam:CreatePolicyVersion on policies attached to the holder, or have policies changed by a pipeline only.',
    lacks:
      'no customer managed policy is attached to it, so iam:CreatePolicyVersion changes nothing of its own.',
    *attempts(tools) {
      const { ask, principal } = tools;
      for (const { held, policy } of customerPolicies(tools)) {
        yield all([
          ask('iam:CreatePolicyVersion', policy.arn),
          roomForVersion(tools, policy),
          tools.power(replacing(principal.set, held, tools.administratorRights, `rewritten ${policy.arn}`)),
        ]);
      }
    },
  },
  {
    id: 'iam-set-default-policy-version',
    changesSelf: false,
    title: 'Bring back another version of a policy of its own (iam:SetDefaultPolicyVersion)',
    for: 'any',
    actions: ['iam:SetDefaultPolicyVersion'],
    enables: 'The holder makes an older, more generous version of its policy the one in force.',
    fix: 'Delete policy versions that are not in force, and grant iam:SetDefaultPolicyVersion to nobody who has the policy.',
    lacks: 'no customer managed policy attached to it has another version than the one in force.',
    *attempts(tools) {
      const { ask, principal, scene } = tools;
      for (const { held, policy } of customerPolicies(tools)) {
        for (const version of policy.versions) {
          if (version.isDefault) continue;
          const other = scene.estate.version(policy, version.id);
          if (!other) continue;
          yield all([
            ask('iam:SetDefaultPolicyVersion', policy.arn),
            tools.power(replacing(principal.set, held, other, `${policy.arn} ${version.id}`)),
          ]);
        }
      }
    },
  },
  {
    id: 'iam-005',
    changesSelf: true,
    title: 'Put an inline policy on itself (iam:PutRolePolicy)',
    for: 'role',
    actions: ['iam:PutRolePolicy'],
    enables: 'The role writes itself an inline policy that grants everything.',
    fix: GRANT_FIX,
    lacks: '',
    *attempts(tools) {
      yield all([tools.ask('iam:PutRolePolicy', tools.principal.arn), addedTo(tools)]);
    },
  },
  {
    id: 'iam-007',
    changesSelf: true,
    title: 'Put an inline policy on itself (iam:PutUserPolicy)',
    for: 'user',
    actions: ['iam:PutUserPolicy'],
    enables: 'The user writes itself an inline policy that grants everything.',
    fix: GRANT_FIX,
    lacks: '',
    *attempts(tools) {
      yield all([tools.ask('iam:PutUserPolicy', tools.principal.arn), addedTo(tools)]);
    },
  },
  {
    id: 'iam-008',
    changesSelf: true,
    title: 'Attach a policy to itself (iam:AttachUserPolicy)',
    for: 'user',
    actions: ['iam:AttachUserPolicy'],
    enables: 'The user attaches AdministratorAccess to itself.',
    fix: 'Limit the policies that may be attached with the iam:PolicyARN condition key, and the users with Resource.',
    lacks: '',
    *attempts(tools) {
      yield all([tools.ask('iam:AttachUserPolicy', tools.principal.arn, administrator), addedTo(tools)]);
    },
  },
  {
    id: 'iam-009',
    changesSelf: true,
    title: 'Attach a policy to itself (iam:AttachRolePolicy)',
    for: 'role',
    actions: ['iam:AttachRolePolicy'],
    enables: 'The role attaches AdministratorAccess to itself.',
    fix: 'Limit the policies that may be attached with the iam:PolicyARN condition key, and the roles with Resource.',
    lacks: '',
    *attempts(tools) {
      yield all([tools.ask('iam:AttachRolePolicy', tools.principal.arn, administrator), addedTo(tools)]);
    },
  },
  {
    id: 'iam-010',
    changesSelf: false,
    title: 'Attach a policy to a group it is in (iam:AttachGroupPolicy)',
    for: 'user',
    actions: ['iam:AttachGroupPolicy'],
    enables: 'The user attaches AdministratorAccess to its own group.',
    fix: 'Limit the policies that may be attached with the iam:PolicyARN condition key, and the groups with Resource.',
    lacks: 'it is in no group, so iam:AttachGroupPolicy changes nothing of its own.',
    *attempts(tools) {
      for (const { fact } of tools.groups)
        yield all([tools.ask('iam:AttachGroupPolicy', fact.arn, administrator), addedTo(tools)]);
    },
  },
  {
    id: 'iam-011',
    changesSelf: false,
    title: 'Put an inline policy on a group it is in (iam:PutGroupPolicy)',
    for: 'user',
    actions: ['iam:PutGroupPolicy'],
    enables: 'The user writes an inline policy that grants everything to its own group.',
    fix: GRANT_FIX,
    lacks: 'it is in no group, so iam:PutGroupPolicy changes nothing of its own.',
    *attempts(tools) {
      for (const { fact } of tools.groups)
        yield all([tools.ask('iam:PutGroupPolicy', fact.arn), addedTo(tools)]);
    },
  },
];
