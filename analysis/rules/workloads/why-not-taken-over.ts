import { ENTITY_KINDS } from '../../../schema/kinds/entity-kinds.ts';
import type { Principal, Role } from '../../aws/estate/estate.ts';
import { touched } from '../../aws/estate/permissions.ts';
import { isNothing } from '../../aws/estate/touch.ts';
import { statementFor } from '../near-miss.ts';
import type { Blocker } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { workloadKinds } from './kinds.ts';
import { roleOf, workloadListing, workloadsOf } from './listings.ts';
import { rolesForService } from './service-roles.ts';
import { takesOver } from './take-over.ts';
import type { TakeOverRow } from './take-over-rows.ts';

/** Why a workload is not taken over, or why none runs as a role, for who holds the permissions of the row. */
export function whyNotTakenOver(
  from: Principal,
  to: string,
  row: TakeOverRow,
  scene: Scene,
): readonly Blocker[] {
  const { aws: estate } = scene;
  if (row.needs.some(([action]) => isNothing(touched(from.set, action)))) return [];
  const workload = workloadsOf(estate, from.account, row.kind).find((each) => each.arn === to);
  if (workload) {
    if (workload.role === null)
      return [{ ...workload.ref, says: `${workload.name} has no role, so it gives nobody one.`, met: 2 }];
    const { blockers } = takesOver(from, row, workload, scene);
    return blockers.map((each) => ({ ...each, met: each.met + 1 }));
  }
  const role = estate.principals.get(to);
  return role?.kind === 'role' && role.account === from.account
    ? noneRunsAs(from, role as Role, row, scene)
    : [];
}

/** All workloads of the kind are known, and none has the role though it trusts the service. */
function noneRunsAs(from: Principal, role: Role, row: TakeOverRow, scene: Scene): readonly Blocker[] {
  const { aws: estate } = scene;
  const { entity, service } = workloadKinds[row.kind];
  const trusts = rolesForService(estate, from.account, service).some((each) => each.role === role);
  if (!trusts || workloadListing(estate, from.account, row.kind).state !== 'complete') return [];
  const running = workloadsOf(estate, from.account, row.kind).filter((each) => roleOf(estate, each) === role);
  if (running.length > 0) return [];
  const [action] = row.needs[0] as readonly [string];
  const at = statementFor(from.set, action) ?? from.ref;
  const plural = ENTITY_KINDS[entity].plural;
  const says = `${from.name} has ${action}, but none of the ${plural} that were listed runs as ${role.name}.`;
  return [{ ...at, says, met: 2 }];
}
