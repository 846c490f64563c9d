import type { Account, Principal, Role, User } from '../../aws/estate/estate.ts';
import type { PowerSet } from '../../aws/estate/permissions.ts';
import type { Scene } from '../../rules/rule.ts';

/**
 * The scene in which the accounts' lists hold only the principals with these ids. Who is named by ARN or id is found all
 * the same, and answers about power are those of the whole scene.
 */
export function narrowScene(scene: Scene, ids: ReadonlySet<string>): Scene {
  const accounts = new Map<string, Account>();
  for (const [id, account] of scene.aws.accounts) accounts.set(id, narrowed(account, ids));
  const trusting = new Map<string, readonly Role[]>();
  for (const [principal, roles] of scene.trusting) {
    const some = roles.filter((role) => ids.has(role.id));
    if (some.length > 0) trusting.set(principal, some);
  }
  return { ...scene, aws: { ...scene.aws, accounts }, trusting, whole: scene };
}

const NOBODY: ReadonlyMap<PowerSet, readonly Principal[]> = new Map();

function narrowed(account: Account, ids: ReadonlySet<string>): Account {
  const users: readonly User[] = account.users.filter(({ id }) => ids.has(id));
  const roles: readonly Role[] = account.roles.filter(({ id }) => ids.has(id));
  if (users.length + roles.length === 0) return { ...account, users, roles, principals: [], bySet: NOBODY };
  const principals: readonly Principal[] = [...users, ...roles];
  return {
    ...account,
    users,
    roles,
    principals,
    bySet: Map.groupBy(principals, (principal) => principal.set),
  };
}
