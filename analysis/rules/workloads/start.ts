import type { Principal, Role } from '../../aws/estate/estate.ts';
import { reach } from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, touchOf } from '../../aws/estate/touch.ts';
import { all, any, blocked, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { judgeTagged } from '../tagged.ts';
import { workloadKinds } from './kinds.ts';
import { workloadListing, workloadsOf } from './listings.ts';
import { holdsEvery, ofShape, reachesEvery } from './places.ts';
import { asSpelt, rolesForService } from './service-roles.ts';
import type { StartRow } from './start-row.ts';
import { isThere } from './there.ts';

/** A way by which a principal runs code as a role. */
export interface Start {
  readonly row: StartRow;
  readonly role: Role;
  readonly outcome: Outcome;
}

const RANK = { allow: 0, conditional: 1, unknown: 2, deny: 3 } as const;

/** For each role the best row of each family. */
export function starts(principal: Principal, rows: readonly StartRow[], scene: Scene): readonly Start[] {
  if (isNothing(reach(principal.set, 'iam:PassRole'))) return [];
  const best = new Map<string, Start>();
  for (const row of rows) {
    if (!reachesEvery(principal, row.needs)) continue;
    let general: Outcome | null = null;
    for (const { role, outcome: trust } of rolesForService(scene.aws, principal.account, row.service)) {
      if (role.id === principal.id || !mayPass(principal, role)) continue;
      const key = `${row.family} ${role.id}`;
      const known = best.get(key);
      if (known?.outcome.verdict === 'allow') continue;
      general ??= all([holdsNeeds(principal, row, scene), precondition(principal, row, scene)]);
      if (general.verdict === 'deny') break;
      const outcome = all([
        passes(principal, role, row.service),
        trust,
        profile(principal, role, row),
        general,
      ]);
      if (outcome.verdict === 'deny') continue;
      if (!known || RANK[outcome.verdict] < RANK[known.outcome.verdict])
        best.set(key, { row, role, outcome });
    }
  }
  return [...best.values()];
}

/** Whether some statement grants passing the role at all; conditions are not looked at. */
export function mayPass(principal: Principal, role: Role): boolean {
  return mayTouch(touchOf(reach(principal.set, 'iam:PassRole'), principal), role.arn);
}

/** The service the role is passed to is known; what it is passed for (iam:AssociatedResourceArn) is not. */
export function passes(principal: Principal, role: Role, service: string): Outcome {
  const { tags, tagsKnown } = role.fact;
  const context = { 'iam:PassedToService': asSpelt(role, service) };
  return judgeTagged(
    principal,
    principal.set,
    'iam:PassRole',
    role.arn,
    { context },
    tagsKnown ? tags : null,
  );
}

/** What the row needs besides passing the role; where it changes something that is there, on any that was seen. */
export function holdsNeeds(principal: Principal, row: StartRow, scene: Scene): Outcome {
  const { needs, existing } = row;
  if (existing === undefined) return holdsEvery(principal, needs);
  const seen = workloadsOf(scene.aws, principal.account, existing);
  const onSeen = any(seen.map((workload) => holdsEvery(principal, needs, workload)));
  if (onSeen && onSeen.verdict !== 'deny') return onSeen;
  const listing = workloadListing(scene.aws, principal.account, existing);
  if (listing.state === 'complete')
    return onSeen ?? blocked(principal.ref, `Account ${principal.account} has no such thing as ${row.noun}.`);
  const { shape, noun } = workloadKinds[existing];
  return all([
    holdsEvery(principal, ofShape(needs, shape)),
    unknown(`${noun} must be there: ${listing.gap}`),
  ]);
}

/** What must be there besides: known to be, known not to be, or not collected. */
export function precondition(principal: Principal, row: StartRow, scene: Scene): Outcome {
  const outcomes: Outcome[] = (row.there ?? []).map((each) => isThere(each, principal, scene));
  if (row.entry) outcomes.push(entry(principal, row.entry));
  if (row.condition !== undefined) outcomes.push(conditional(row.condition));
  if (row.companion !== undefined) outcomes.push(companion(principal, row.companion, scene));
  return all(outcomes);
}

/** One way in is enough; not to have one leaves a condition, since others may open what was started. */
function entry(principal: Principal, { needs, otherwise }: NonNullable<StartRow['entry']>): Outcome {
  const ways = any(needs.map((need) => holdsEvery(principal, [need])));
  return ways === null || ways.verdict === 'deny' ? conditional(otherwise) : ways;
}

/** Some role that the service itself takes on, which the principal passes as well. */
function companion(principal: Principal, service: string, scene: Scene): Outcome {
  const { aws: estate } = scene.whole ?? scene;
  const ways = rolesForService(estate, principal.account, service)
    .filter(({ role }) => mayPass(principal, role))
    .map(({ role, outcome }) => all([passes(principal, role, service), outcome]));
  return (
    any(ways) ?? blocked(principal.ref, `${principal.name} may pass no role that trusts ${service} besides.`)
  );
}

/** An instance profile that holds the role, or the permission to make one. */
export function profile(principal: Principal, role: Role, row: StartRow): Outcome {
  if (!row.instanceProfile) return HOLDS;
  const [held] = role.fact.instanceProfiles;
  if (held !== undefined)
    return { ...HOLDS, steps: [step(role.ref, `${role.name} is in the instance profile ${nameOf(held)}.`)] };
  const made = 'iam::A:instance-profile/*';
  const outcome = holdsEvery(principal, [
    ['iam:CreateInstanceProfile', made],
    ['iam:AddRoleToInstanceProfile', made],
  ]);
  if (outcome.verdict !== 'deny') return outcome;
  return blocked(role.ref, `${role.name} is in no instance profile, and ${principal.name} may not make one.`);
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
