import type { Principal } from '../aws/estate/estate.ts';
import { reach } from '../aws/estate/permissions.ts';
import { isNothing } from '../aws/estate/touch.ts';
import { statementFor } from '../rules/near-miss.ts';
import type { Blocker } from '../rules/outcome.ts';
import type { Scene } from '../rules/rule.ts';
import { mayPass } from '../rules/workloads/start.ts';
import { START_ROWS } from '../rules/workloads/start-rows.ts';
import { startsOf } from '../rules/workloads/start-rules.ts';
import { whyNotStarted } from '../rules/workloads/why-not-started.ts';

/** Roles that are looked at: where many may be passed, a few tell what is missing. */
const MOST_ROLES = 5;
const MOST_REASONS = 3;

/**
 * Of an account, for who has iam:PassRole and starts nothing with it: what is missing, so that the permission is not
 * read as a path, nor its absence from the reasons as a denial.
 */
export function whyNoRoleIsPassed(principal: Principal, to: string, scene: Scene): readonly Blocker[] {
  const account = scene.aws.accounts.get(principal.account);
  // Not where it is denied outright.
  if (account?.arn !== to || isNothing(reach(principal.set, 'iam:PassRole'))) return [];
  const passes = statementFor(principal.set, 'iam:PassRole');
  if (!passes || startsOf(principal, scene).size > 0) return [];
  const roles = account.roles.filter(
    (role) => role.id !== principal.id && !role.unmodifiable && mayPass(principal, role),
  );
  const { name } = principal;
  if (roles.length === 0)
    return [{ ...passes, says: `${name} has iam:PassRole, but on no role that was collected.`, met: 1 }];
  const near = roles
    .slice(0, MOST_ROLES)
    .flatMap((role) => START_ROWS.flatMap((row) => whyNotStarted(principal, role.id, row, scene)));
  if (near.length > 0) return near.slice(0, MOST_REASONS).map((each) => ({ ...each, met: 1 }));
  const which = roles.length === 1 ? `role ${roles[0]?.name}` : `${roles.length} roles`;
  return [
    {
      ...passes,
      says: `${name} may pass ${which}, but has no permission to start anything that would run as a role it passes.`,
      met: 1,
    },
  ];
}
