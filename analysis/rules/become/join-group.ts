import type { Group, Role, User } from '../../aws/estate/estate.ts';
import { type PowerSet, powerSet, reach } from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, touchAny, touchedAmong, touchOf } from '../../aws/estate/touch.ts';
import { IAM_CONTEXT } from '../administrator/administrator-index.ts';
import { judge } from '../judge.ts';
import { all, HOLDS, type Outcome, step } from '../outcome.ts';
import { referencesOf } from '../references.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { assumes } from '../trust/assume-role.ts';

/** The group's other gift: not an administrator's power at once, but roles that its members may assume. */
export const joinGroup: Rule = {
  id: 'iam-013-assume',
  title: 'Join a group whose members may assume the role (iam:AddUserToGroup)',
  kind: 'can-become',
  techniques: ['T1098.003', 'T1548.005'],
  enables: 'The user adds itself to a group and assumes a role that the group’s policies open.',
  fix: 'Limit iam:AddUserToGroup by Resource to groups that grant no more than the holder has.',
  references: referencesOf('iam-013'),
  subject: 'principal',
  derive(principal, scene, emit) {
    if (principal.fact.kind !== 'user' || isNothing(reach(principal.set, 'iam:AddUserToGroup'))) return;
    if (scene.growth.surely(principal)) return;
    const user: User = { ...principal, kind: 'user', fact: principal.fact };
    const found = new Set<string>();
    for (const group of joinable(user, scene)) {
      const ask = judge(user, user.set, 'iam:AddUserToGroup', group.fact.arn, { context: IAM_CONTEXT });
      if (ask.verdict === 'deny') continue;
      for (const [role, opened] of openedBy(user, group, scene)) {
        if (found.has(role.id)) continue;
        const joined = {
          ...HOLDS,
          steps: [step(group.fact.ref, `Group ${group.fact.name} would give ${user.name} its policies.`)],
        };
        const relation = relationOf(
          'can-become',
          'iam-013-assume',
          user,
          role.id,
          all([ask, joined, opened]),
          '',
        );
        if (!relation) continue;
        found.add(role.id);
        emit(relation);
      }
    }
  },
};

function joinable(user: User, scene: Scene): readonly Group[] {
  const touches = touchOf(reach(user.set, 'iam:AddUserToGroup'), user);
  const own = new Set(user.fact.groups.map((group) => group.name));
  return (scene.aws.accounts.get(user.account)?.groups ?? []).filter(
    (group) => !own.has(group.fact.name) && mayTouch(touches, group.fact.arn),
  );
}

/** Roles that the user may not assume now and could as a member. */
function* openedBy(user: User, group: Group, scene: Scene): Generator<readonly [Role, Outcome]> {
  const documents = group.policies.map((policy) => policy.document);
  const touches = touchOf(touchAny(documents, 'sts:AssumeRole'), user);
  if (isNothing(touches)) return;
  const { set } = user;
  const after: PowerSet = powerSet(
    `${set.key}+group ${group.fact.arn}`,
    [...set.identity, ...group.policies],
    set.boundary,
    set.missing,
    set.unseenBoundary,
  );
  const { aws: estate } = scene;
  for (const role of touchedAmong<Role | User>(
    touches,
    estate.accounts.get(user.account)?.roles ?? [],
    estate.byArn,
  )) {
    if (role.kind !== 'role' || role.account !== user.account || !role.trust) continue;
    if (assumes(user, set, role, role.trust).verdict !== 'deny') continue;
    const opened = assumes(user, after, role, role.trust);
    if (opened.verdict !== 'deny') yield [role, opened];
  }
}
