import { replacing, withPolicy } from '../../aws/estate/permissions.ts';
import { all, type Outcome } from '../outcome.ts';
import { attachable } from './attachable.ts';
import { type InlineHolder, overwriting } from './inline-policies.ts';
import { customerPolicies, roomForVersion } from './policy-versions.ts';
import type { GrowthRow, Tools } from './row.ts';

const GRANT_FIX =
  'Take the permission away, or limit its Resource to policies and principals that the holder does not use itself.';

/** A managed policy more, of those that may be attached to the target. */
function* attaching(tools: Tools, action: string, target: string): Generator<Outcome> {
  for (const { asked, added, name } of attachable(tools, action, target))
    yield all([asked, tools.power(withPolicy(tools.principal.set, added, name))]);
}

/** An inline policy more on the target; or, where those it has deny, in their place. */
function* putting(tools: Tools, action: string, target: InlineHolder): Generator<Outcome> {
  const asked = tools.ask(action, target.arn);
  const { set } = tools.principal;
  yield all([asked, tools.power(withPolicy(set, tools.administratorRights, 'administrator'))]);
  const overwritten = asked.verdict === 'deny' ? null : overwriting(set, target, tools.administratorRights);
  if (overwritten) yield all([asked, tools.power(overwritten)]);
}

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
          const other = scene.aws.version(policy, version.id);
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
      yield* putting(tools, 'iam:PutRolePolicy', tools.principal.fact);
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
      yield* putting(tools, 'iam:PutUserPolicy', tools.principal.fact);
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
      yield* attaching(tools, 'iam:AttachUserPolicy', tools.principal.arn);
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
      yield* attaching(tools, 'iam:AttachRolePolicy', tools.principal.arn);
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
      for (const { fact } of tools.groups) yield* attaching(tools, 'iam:AttachGroupPolicy', fact.arn);
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
      for (const { fact } of tools.groups) yield* putting(tools, 'iam:PutGroupPolicy', fact);
    },
  },
];
