import type { Group } from '../../aws/estate/estate.ts';
import {
  type HeldPolicy,
  powerSet,
  withBoundary,
  without,
  withoutBoundary,
} from '../../aws/estate/permissions.ts';
import { statementsOf } from '../../aws/estate/touch.ts';
import { ADMINISTRATOR_POLICY, administratorPolicy } from '../administrator/administrator-index.ts';
import { all, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import { roomForVersion } from './policy-versions.ts';
import type { GrowthRow, Tools } from './row.ts';

const wideBoundary = administratorPolicy('AdministratorAccess as the permissions boundary');
const BOUNDARY_FIX =
  'Deny changes of permissions boundaries to everyone the boundary is meant for, in the boundary itself.';
const DENY_FIX = 'Do not let the holder of a Deny detach or delete the policy it stands in.';

/**
 * What each policy denies by itself is asked with all the others in force, so that the work grows with their number
 * squared. A user's or group's inline policies together, which AWS holds to a few thousand characters, are hardly more.
 */
const MOST_TAKEN_OFF = 32;

/** Techniques that take away a limit, or join what others have. */
export const OTHER_GROWTH_ROWS: readonly GrowthRow[] = [
  {
    id: 'iam-013',
    changesSelf: false,
    title: 'Add itself to a group (iam:AddUserToGroup)',
    for: 'user',
    actions: ['iam:AddUserToGroup'],
    enables: 'The user joins a group whose policies make it an administrator, or let it become one.',
    fix: 'Limit iam:AddUserToGroup by Resource to groups that grant no more than the holder has.',
    lacks: 'there is no group in its account that it is not in.',
    *attempts(tools) {
      const { principal, scene } = tools;
      for (const group of scene.aws.accounts.get(principal.account)?.groups ?? []) {
        if (tools.groups.includes(group) || group.policies.length === 0) continue;
        yield all([tools.ask('iam:AddUserToGroup', group.fact.arn), joined(tools, group)]);
      }
    },
  },
  {
    id: 'iam-022',
    changesSelf: true,
    title: 'Delete its own permissions boundary (iam:DeleteUserPermissionsBoundary)',
    for: 'user',
    actions: ['iam:DeleteUserPermissionsBoundary'],
    enables: 'Policies that the boundary held back come into force.',
    fix: BOUNDARY_FIX,
    lacks: 'it has no permissions boundary to delete.',
    *attempts(tools) {
      yield* withoutLimit(tools, 'iam:DeleteUserPermissionsBoundary');
    },
  },
  {
    id: 'iam-delete-own-role-boundary',
    changesSelf: true,
    title: 'Delete its own permissions boundary (iam:DeleteRolePermissionsBoundary)',
    for: 'role',
    actions: ['iam:DeleteRolePermissionsBoundary'],
    enables: 'Policies that the boundary held back come into force.',
    fix: BOUNDARY_FIX,
    lacks: 'it has no permissions boundary to delete.',
    *attempts(tools) {
      yield* withoutLimit(tools, 'iam:DeleteRolePermissionsBoundary');
    },
  },
  {
    id: 'iam-024',
    changesSelf: true,
    title: 'Replace its own permissions boundary (iam:PutUserPermissionsBoundary)',
    for: 'user',
    actions: ['iam:PutUserPermissionsBoundary'],
    enables: 'A boundary that holds nothing back takes the place of the one that did.',
    fix: BOUNDARY_FIX,
    lacks: 'it has no permissions boundary to replace.',
    *attempts(tools) {
      yield* otherLimit(tools, 'iam:PutUserPermissionsBoundary');
    },
  },
  {
    id: 'iam-put-own-role-boundary',
    changesSelf: true,
    title: 'Replace its own permissions boundary (iam:PutRolePermissionsBoundary)',
    for: 'role',
    actions: ['iam:PutRolePermissionsBoundary'],
    enables: 'A boundary that holds nothing back takes the place of the one that did.',
    fix: BOUNDARY_FIX,
    lacks: 'it has no permissions boundary to replace.',
    *attempts(tools) {
      yield* otherLimit(tools, 'iam:PutRolePermissionsBoundary');
    },
  },
  {
    id: 'iam-create-boundary-version',
    changesSelf: false,
    title: 'Rewrite its own permissions boundary (iam:CreatePolicyVersion)',
    for: 'any',
    actions: ['iam:CreatePolicyVersion'],
    enables: 'The holder writes a version of the boundary policy that holds nothing back.',
    fix: 'Deny iam:CreatePolicyVersion on boundary policies to everyone they are meant for.',
    lacks: '',
    *attempts(tools) {
      const { principal, scene } = tools;
      const arn = principal.set.boundary?.arn ?? '';
      const policy = scene.aws.accounts.get(principal.account)?.policies.get(arn);
      if (!policy) return;
      yield all([
        tools.ask('iam:CreatePolicyVersion', arn),
        roomForVersion(tools, policy),
        tools.power(withBoundary(principal.set, wideBoundary, 'rewritten')),
      ]);
    },
  },
  {
    id: 'iam-025',
    changesSelf: true,
    title: 'Detach a policy that denies (iam:DetachUserPolicy)',
    for: 'user',
    actions: ['iam:DetachUserPolicy'],
    enables: 'The user takes off the managed policy whose Deny kept it from what its other policies allow.',
    fix: DENY_FIX,
    lacks: 'no managed policy attached to it denies anything.',
    *attempts(tools) {
      yield* withoutDeny(tools, 'iam:DetachUserPolicy', true);
    },
  },
  {
    id: 'iam-026',
    changesSelf: true,
    title: 'Delete an inline policy that denies (iam:DeleteUserPolicy)',
    for: 'user',
    actions: ['iam:DeleteUserPolicy'],
    enables: 'The user deletes the inline policy whose Deny kept it from what its other policies allow.',
    fix: DENY_FIX,
    lacks: 'no inline policy of it denies anything.',
    *attempts(tools) {
      yield* withoutDeny(tools, 'iam:DeleteUserPolicy', false);
    },
  },
  {
    id: 'iam-leave-group',
    changesSelf: false,
    title: 'Leave a group whose policies deny (iam:RemoveUserFromGroup)',
    for: 'user',
    actions: ['iam:RemoveUserFromGroup'],
    enables: 'The user leaves the group whose Deny kept it from what its other policies allow.',
    fix: DENY_FIX,
    lacks: 'it is in no group whose policies deny anything.',
    *attempts(tools) {
      for (const group of tools.groups) {
        if (!group.policies.some(denies)) continue;
        const after = without(tools.principal.set, group.policies, `group ${group.fact.name}`);
        const rest = tools.groups.filter((each) => each !== group);
        yield all([tools.ask('iam:RemoveUserFromGroup', group.fact.arn), tools.power(after, rest)]);
      }
    },
  },
  {
    id: 'iam-detach-group-policy',
    changesSelf: false,
    title: 'Detach a policy of its group that denies (iam:DetachGroupPolicy)',
    for: 'user',
    actions: ['iam:DetachGroupPolicy'],
    enables:
      'The user takes off its group the managed policy whose Deny kept it from what other policies allow.',
    fix: DENY_FIX,
    lacks: 'no managed policy attached to a group it is in denies anything.',
    *attempts(tools) {
      yield* withoutGroupDeny(tools, 'iam:DetachGroupPolicy', true);
    },
  },
  {
    id: 'iam-delete-group-policy',
    changesSelf: false,
    title: 'Delete an inline policy of its group that denies (iam:DeleteGroupPolicy)',
    for: 'user',
    actions: ['iam:DeleteGroupPolicy'],
    enables:
      'The user deletes the inline policy of its group whose Deny kept it from what other policies allow.',
    fix: DENY_FIX,
    lacks: 'no inline policy of a group it is in denies anything.',
    *attempts(tools) {
      yield* withoutGroupDeny(tools, 'iam:DeleteGroupPolicy', false);
    },
  },
  {
    id: 'iam-detach-own-role-policy',
    changesSelf: true,
    title: 'Detach a policy that denies (iam:DetachRolePolicy)',
    for: 'role',
    actions: ['iam:DetachRolePolicy'],
    enables: 'The role takes off the managed policy whose Deny kept it from what its other policies allow.',
    fix: DENY_FIX,
    lacks: 'no managed policy attached to it denies anything.',
    *attempts(tools) {
      yield* withoutDeny(tools, 'iam:DetachRolePolicy', true);
    },
  },
  {
    id: 'iam-delete-own-role-policy',
    changesSelf: true,
    title: 'Delete an inline policy that denies (iam:DeleteRolePolicy)',
    for: 'role',
    actions: ['iam:DeleteRolePolicy'],
    enables: 'The role deletes the inline policy whose Deny kept it from what its other policies allow.',
    fix: DENY_FIX,
    lacks: 'no inline policy of it denies anything.',
    *attempts(tools) {
      yield* withoutDeny(tools, 'iam:DeleteRolePolicy', false);
    },
  },
];

/** What the user would be in the group: the group's policies join its own; its boundary and denials stay. */
function joined(tools: Tools, group: Group) {
  const { set } = tools.principal;
  const after = powerSet(
    `${set.key}+group ${group.fact.arn}`,
    [...set.identity, ...group.policies],
    set.boundary,
    set.missing,
    set.unseenBoundary,
  );
  const outcome = tools.power(after, [...tools.groups, group]);
  if (outcome.verdict === 'deny') return outcome;
  return all([
    {
      ...HOLDS,
      steps: [
        step(group.fact.ref, `Group ${group.fact.name} would give ${tools.principal.name} its policies.`),
      ],
    },
    outcome,
  ]);
}

function* withoutLimit(tools: Tools, action: string) {
  const { principal } = tools;
  if (!principal.fact.boundary) return;
  yield all([tools.ask(action, principal.arn), tools.power(withoutBoundary(principal.set))]);
}

function* otherLimit(tools: Tools, action: string) {
  const { principal } = tools;
  if (!principal.fact.boundary) return;
  yield all([
    tools.ask(action, principal.arn, { 'iam:PermissionsBoundary': ADMINISTRATOR_POLICY }),
    tools.power(withBoundary(principal.set, wideBoundary, 'wide')),
  ]);
}

function* withoutDeny(tools: Tools, action: string, managed: boolean) {
  const { principal } = tools;
  const own = new Set<string>(
    managed
      ? principal.fact.attached.map((each) => each.arn)
      : principal.fact.inline.map((each) => each.ref.pointer),
  );
  const held = principal.set.identity.filter((each) => {
    const mine = managed
      ? each.arn !== null && own.has(each.arn)
      : each.arn === null && own.has(each.ref?.pointer ?? '');
    return mine && denies(each) && isStillOwn(tools, each);
  });
  yield* takenOff(tools, { action, target: principal.arn, managed }, held, (each) =>
    tools.power(without(principal.set, [each], each.name)),
  );
}

/** One policy after the other taken off a target: whether that may be asked for, and what the principal could do then. */
function* takenOff(
  tools: Tools,
  {
    action,
    target,
    managed,
  }: { readonly action: string; readonly target: string; readonly managed: boolean },
  held: readonly HeldPolicy[],
  powerWithout: (each: HeldPolicy) => Outcome,
) {
  for (const each of held.slice(0, MOST_TAKEN_OFF)) {
    const asked = tools.ask(action, target, managed && each.arn ? { 'iam:PolicyARN': each.arn } : {});
    const outcome = asked.verdict === 'deny' ? asked : all([asked, powerWithout(each)]);
    yield outcome;
    // For inline policies the same is asked each time, and no other of them can come to more than that.
    if (!managed && outcome.verdict === asked.verdict) return;
  }
  if (held.length > MOST_TAKEN_OFF) yield all([tools.ask(action, target), notTried(held.length)]);
}

function notTried(count: number): Outcome {
  return unknown(
    `what it may do without one of its ${count} policies that deny was tried for ${MOST_TAKEN_OFF} of them`,
  );
}

/** A policy that a group gives as well stands in the set once more; where only that is left, there is nothing to take off. */
function isStillOwn({ principal, groups }: Tools, held: HeldPolicy): boolean {
  const times = (policies: readonly HeldPolicy[]) => policies.filter((each) => each === held).length;
  return times(principal.set.identity) > times(groups.flatMap(({ policies }) => policies));
}

function* withoutGroupDeny(tools: Tools, action: string, managed: boolean) {
  const { principal } = tools;
  for (const group of tools.groups) {
    const { fact, policies } = group;
    const held = policies.filter((each) => (each.arn !== null) === managed && denies(each));
    yield* takenOff(tools, { action, target: fact.arn, managed }, held, (each) => {
      const left = { ...group, policies: policies.filter((other) => other !== each) };
      const after = without(principal.set, [each], `${fact.name} ${each.name}`);
      return tools.power(after, [...tools.groups.filter((other) => other !== group), left]);
    });
  }
}

function denies(held: HeldPolicy): boolean {
  return statementsOf(held.document).some((statement) => statement.Effect === 'Deny');
}
