import type { Principal, Role, User } from '../../aws/estate/estate.ts';
import { replacing, touched, withoutBoundary, withPolicy } from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, touchedAmong, touchOf } from '../../aws/estate/touch.ts';
import { trusting } from '../administrator/administrator-index.ts';
import { roomForKey } from '../become/key-room.ts';
import { all, any, blocked, type Outcome } from '../outcome.ts';
import { assumes } from '../trust/assume-role.ts';
import { attachable } from './attachable.ts';
import { overwriting } from './inline-policies.ts';
import { customerPolicies, roomForVersion } from './policy-versions.ts';
import type { Tools } from './row.ts';

/** A technique that raises another principal and then acts as it. */
export interface LendRow {
  readonly id: string;
  readonly title: string;
  readonly actions: readonly string[];
  readonly enables: string;
  readonly fix: string;
  /** What is missing where there is nothing to try. */
  readonly lacks: string;
  attempts(tools: Tools): Iterable<Outcome>;
}

const FIX =
  'Limit the permission by Resource to principals that the holder cannot act as, and by iam:PolicyARN.';

type Raise = (tools: Tools, target: Principal) => Iterable<Outcome>;
type Act = (tools: Tools, target: Role) => Outcome;

function* attach(action: string, tools: Tools, target: Principal): Generator<Outcome> {
  for (const { asked, added, name } of attachable(tools, action, target.arn))
    yield all([asked, tools.scene.administrators.equals(target, withPolicy(target.set, added, name))]);
}

function* put(action: string, tools: Tools, target: Principal): Generator<Outcome> {
  const { administrators } = tools.scene;
  const asked = tools.ask(action, target.arn);
  const after = withPolicy(target.set, tools.administratorRights, 'administrator');
  yield all([asked, administrators.equals(target, after)]);
  const overwritten =
    asked.verdict === 'deny' ? null : overwriting(target.set, target.fact, tools.administratorRights);
  if (overwritten) yield all([asked, administrators.equals(target, overwritten)]);
}

/** The role's trust as it is. */
const assume: Act = (tools, role) =>
  role.trust
    ? assumes(tools.principal, tools.principal.set, role, role.trust)
    : blocked(role.ref, `The trust policy of ${role.name} was not collected.`);

/** The role's trust, rewritten to name the principal. */
const retrust: Act = (tools, role) =>
  all([
    tools.ask('iam:UpdateAssumeRolePolicy', role.arn),
    assumes(tools.principal, tools.principal.set, role, trusting(tools.principal.arn)),
  ]);

function* rewrite(tools: Tools, target: Principal): Generator<Outcome> {
  for (const { held, policy } of customerPolicies(tools, target)) {
    if (!mayTouch(touched(tools.principal.set, 'iam:CreatePolicyVersion'), policy.arn)) continue;
    yield all([
      tools.ask('iam:CreatePolicyVersion', policy.arn),
      roomForVersion(tools, policy),
      tools.scene.administrators.equals(
        target,
        replacing(target.set, held, tools.administratorRights, `rewritten ${policy.arn}`),
      ),
    ]);
  }
}

/** Roles that the technique may turn on: those its first permission and its way in may touch at all. */
function* roles(tools: Tools, by: string | null, act: Act): Generator<Role> {
  const { principal, scene } = tools;
  const account = scene.aws.accounts.get(principal.account);
  const touches = (action: string) => touchOf(touched(principal.set, action), principal);
  const first = by === null ? null : touches(by);
  const way = touches(act === retrust ? 'iam:UpdateAssumeRolePolicy' : 'sts:AssumeRole');
  const named = act === assume ? (scene.trusting.get(principal.id) ?? []) : [];
  const among: readonly (User | Role)[] = touchedAmong<User | Role>(
    way,
    account?.roles ?? [],
    scene.aws.byArn,
  );
  for (const role of new Set([...among, ...named])) {
    if (role.kind !== 'role' || role.id === principal.id || role.unmodifiable) continue;
    if (role.account !== principal.account || (first && !mayTouch(first, role.arn))) continue;
    yield role;
  }
}

function onRoles(
  id: string,
  actions: readonly string[],
  raise: Raise,
  act: Act,
  perTarget: string | null,
  words: string,
): LendRow {
  return {
    id,
    title: `${words} (${actions.join(' + ')})`,
    actions,
    enables: `${words}: the holder ends with a session of a role that it made an administrator.`,
    fix: FIX,
    lacks:
      act === assume
        ? 'can assume no role that it may change'
        : 'there is no role that it may both change and have trust it',
    *attempts(tools) {
      for (const role of roles(tools, perTarget, act)) {
        const up = any(raise(tools, role));
        if (up) yield up.verdict === 'deny' ? up : all([up, act(tools, role)]);
      }
    },
  };
}

function onUsers(id: string, action: string, raise: typeof attach, words: string): LendRow {
  return {
    id,
    title: `${words} (${action} + iam:CreateAccessKey)`,
    actions: [action, 'iam:CreateAccessKey'],
    enables: `${words}: the holder ends with a key of a user that it made an administrator.`,
    fix: FIX,
    lacks: 'there is no other user that it may both change and make a key for',
    *attempts(tools) {
      const { principal, scene } = tools;
      const [first, key] = [action, 'iam:CreateAccessKey'].map((each) =>
        touchOf(touched(principal.set, each), principal),
      );
      if (!first || !key) return;
      for (const user of scene.aws.accounts.get(principal.account)?.users ?? ([] as readonly User[])) {
        if (user.id === principal.id || !mayTouch(first, user.arn) || !mayTouch(key, user.arn)) continue;
        yield all([
          any(raise(action, tools, user)) as Outcome,
          tools.ask('iam:CreateAccessKey', user.arn),
          roomForKey(scene, user),
        ]);
      }
    },
  };
}

const attachRole: Raise = (tools, target) => attach('iam:AttachRolePolicy', tools, target);
const putRole: Raise = (tools, target) => put('iam:PutRolePolicy', tools, target);
const unbound: Raise = function* (tools, target) {
  if (!target.fact.boundary) return;
  yield all([
    tools.ask('iam:DeleteRolePermissionsBoundary', target.arn),
    tools.scene.administrators.equals(target, withoutBoundary(target.set)),
  ]);
};

/** Raise another principal, then act as it: combinations of the public catalogue. */
export const LEND_ROWS: readonly LendRow[] = [
  onRoles(
    'iam-014',
    ['iam:AttachRolePolicy'],
    attachRole,
    assume,
    'iam:AttachRolePolicy',
    'Attach a policy to a role it may assume',
  ),
  onRoles(
    'iam-016',
    ['iam:CreatePolicyVersion'],
    rewrite,
    assume,
    null,
    'Rewrite the policy of a role it may assume',
  ),
  onRoles(
    'iam-017',
    ['iam:PutRolePolicy'],
    putRole,
    assume,
    'iam:PutRolePolicy',
    'Put a policy on a role it may assume',
  ),
  onUsers('iam-015', 'iam:AttachUserPolicy', attach, 'Attach a policy to a user and make a key for it'),
  onUsers('iam-018', 'iam:PutUserPolicy', put, 'Put a policy on a user and make a key for it'),
  onRoles(
    'iam-019',
    ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'],
    attachRole,
    retrust,
    'iam:AttachRolePolicy',
    'Attach a policy to a role and have it trust the holder',
  ),
  onRoles(
    'iam-020',
    ['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'],
    rewrite,
    retrust,
    null,
    'Rewrite the policy of a role and have it trust the holder',
  ),
  onRoles(
    'iam-021',
    ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'],
    putRole,
    retrust,
    'iam:PutRolePolicy',
    'Put a policy on a role and have it trust the holder',
  ),
  onRoles(
    'iam-023',
    ['iam:DeleteRolePermissionsBoundary'],
    unbound,
    assume,
    'iam:DeleteRolePermissionsBoundary',
    'Delete the permissions boundary of a role it may assume',
  ),
];

export function touchesLend(principal: Principal, row: LendRow): boolean {
  return row.actions.every((action) => !isNothing(touched(principal.set, action)));
}
