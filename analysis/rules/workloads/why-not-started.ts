import type { Principal, Role } from '../../aws/estate/estate.ts';
import { touched } from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, touchOf } from '../../aws/estate/touch.ts';
import { statementFor } from '../near-miss.ts';
import type { Blocker, Outcome } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { workloadKinds } from './kinds.ts';
import { holdsEvery, type Need, ofShape } from './places.ts';
import { admits, rolesForService } from './service-roles.ts';
import { holdsNeeds, passes, precondition, profile } from './start.ts';
import type { StartRow } from './start-row.ts';

/** The one thing that a row lacks for a role; nothing where it lacks more, for then it is far from working. */
export function whyNotStarted(from: Principal, to: string, row: StartRow, scene: Scene): readonly Blocker[] {
  const role = scene.aws.principals.get(to) as Role | undefined;
  if (role?.kind !== 'role' || role.id === from.id || isNothing(touched(from.set, 'iam:PassRole'))) return [];
  if (role.account !== from.account) {
    const reached = mayTouch(touchOf(touched(from.set, 'iam:PassRole'), from), role.arn);
    return reached && row.needs.every(([action]) => !isNothing(touched(from.set, action)))
      ? [
          {
            ...from.ref,
            says: `${role.name} is in another account than ${from.name}, and a role can be passed only in its own.`,
            met: 0,
          },
        ]
      : [];
  }
  const pass = passes(from, role, row.service);
  const needs = holdsNeeds(from, row, scene);
  const trusts = rolesForService(scene.aws, role.account, row.service).some((each) => each.role === role);
  const held: readonly [boolean, () => readonly Blocker[]][] = [
    [pass.verdict !== 'deny', () => notPassed(from, role, row, pass)],
    [trusts, () => notTrusted(from, role, row)],
    [needs.verdict !== 'deny', () => notAllowed(from, role, row, needs)],
    [precondition(from, row, scene).verdict !== 'deny', () => precondition(from, row, scene).blockers],
    [profile(from, role, row).verdict !== 'deny', () => profile(from, role, row).blockers],
  ];
  const lacking = held.filter(([holds]) => !holds);
  if (lacking.length !== 1) return [];
  // Having one of several permissions is not near.
  if (needs.verdict === 'deny' && missing(from, row).length > row.needs.length / 2 && row.needs.length > 1)
    return [];
  return (lacking[0]?.[1]() ?? []).map((each) => ({ ...each, met: 3 }));
}

function notPassed(from: Principal, role: Role, row: StartRow, pass: Outcome): readonly Blocker[] {
  return pass.blockers.length > 0
    ? pass.blockers
    : [{ ...from.ref, says: `${from.name} may not pass ${role.name} to ${row.service}.`, met: 0 }];
}

function notTrusted(from: Principal, role: Role, row: StartRow): readonly Blocker[] {
  const says = role.unmodifiable
    ? `${role.name} is a service-linked or reserved role, which nobody can pass.`
    : admits(role, row.service).verdict === 'deny'
      ? `${from.name} may pass ${role.name} and start ${row.noun}, but the trust policy of ${role.name} does not admit ${row.service}.`
      : '';
  return says === '' ? [] : [{ ...(role.fact.trust?.ref ?? role.ref), says, met: 0 }];
}

function notAllowed(from: Principal, role: Role, row: StartRow, needs: Outcome): readonly Blocker[] {
  const lacking = missing(from, row).map(([action]) => action);
  const at = statementFor(from.set, 'iam:PassRole') ?? from.ref;
  if (lacking.length === 0) return needs.blockers;
  return [
    {
      ...at,
      says: `${from.name} may pass ${role.name} to ${row.service}, which it trusts, but is not allowed ${lacking.join(' nor ')}.`,
      met: 0,
    },
  ];
}

function missing(from: Principal, row: StartRow): readonly Need[] {
  const needs = row.existing ? ofShape(row.needs, workloadKinds[row.existing].shape) : row.needs;
  return needs.filter((need) => holdsEvery(from, [need]).verdict === 'deny');
}
