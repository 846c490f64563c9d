import type { Principal, Role } from '../../aws/estate/estate.ts';
import type { WorkloadFact } from '../../aws/read/facts.ts';
import { all, any, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { workloadKinds } from './kinds.ts';
import { type Listing, listingOf, roleOf, workloadListing, workloadsOf } from './listings.ts';
import { holdsEvery, ofShape, reachesEvery } from './places.ts';
import { rolesForService } from './service-roles.ts';
import type { TakeOverRow } from './take-over-rows.ts';
import { isThere } from './there.ts';

/** A way to take over a workload that was seen, or to run code as a role by one that was not. */
export type TakeOver = {
  readonly row: TakeOverRow;
  readonly outcome: Outcome;
} & (
  | { readonly workload: WorkloadFact; readonly role: null }
  | { readonly workload: null; readonly role: Role }
);

const RANK = { allow: 0, conditional: 1, unknown: 2, deny: 3 } as const;

/** For each workload, and for each role of whose workloads not all were seen, the best row; `had` are roles had anyhow. */
export function takeOvers(
  principal: Principal,
  rows: readonly TakeOverRow[],
  scene: Scene,
  had: ReadonlySet<string> = new Set(),
): readonly TakeOver[] {
  const best = new Map<string, TakeOver>();
  const offer = (key: string, way: TakeOver) => {
    if (way.outcome.verdict === 'deny') return;
    const known = best.get(key);
    if (!known || RANK[way.outcome.verdict] < RANK[known.outcome.verdict]) best.set(key, way);
  };
  for (const row of rows) {
    if (!reachesEvery(principal, row.needs)) continue;
    const { aws: estate } = scene;
    const running = new Set<string>();
    for (const workload of workloadsOf(estate, principal.account, row.kind)) {
      const role = roleOf(estate, workload);
      if (workload.role === null || role?.id === principal.id) continue;
      if (role) running.add(role.id);
      if (best.get(workload.arn)?.outcome.verdict === 'allow') continue;
      offer(workload.arn, { row, workload, role: null, outcome: takesOver(principal, row, workload, scene) });
    }
    const listing = workloadListing(estate, principal.account, row.kind);
    if (listing.state === 'complete') continue;
    const outcome = all([
      takesUnseen(principal, row, listing),
      ...(row.there ?? []).map((each) => isThere(each, principal, scene)),
    ]);
    if (outcome.verdict === 'deny') continue;
    for (const { role, outcome: trust } of rolesForService(
      estate,
      principal.account,
      workloadKinds[row.kind].service,
    )) {
      const key = `${row.kind} ${role.id}`;
      if (role.id === principal.id || had.has(role.id) || running.has(role.id) || best.has(key)) continue;
      offer(key, { row, workload: null, role, outcome: all([outcome, trust]) });
    }
  }
  return [...best.values()];
}

/** Whether the principal takes over one that was seen. */
export function takesOver(
  principal: Principal,
  row: TakeOverRow,
  workload: WorkloadFact,
  scene: Scene,
): Outcome {
  const acted = row.acted ? row.acted(workload) : [workload];
  const held = any(acted.map((each) => holdsEvery(principal, row.needs, each)));
  const seen = step(workload.ref, `${workload.name} is there and has a role.`);
  return all([
    held ?? holdsEvery(principal, ofShape(row.needs, row.shape ?? workloadKinds[row.kind].shape)),
    { ...HOLDS, steps: [seen] },
    row.also ? row.also.judge(workload, listingOf(scene.aws, principal.account, row.also.operation)) : HOLDS,
    row.condition === undefined ? HOLDS : conditional(row.condition),
    ...(row.there ?? []).map((each) => isThere(each, principal, scene)),
  ]);
}

/** Whether it would take over one, were there any. */
export function takesUnseen(
  principal: Principal,
  row: TakeOverRow,
  listing: Exclude<Listing, { readonly state: 'complete' }>,
): Outcome {
  const { noun, shape } = workloadKinds[row.kind];
  return all([
    holdsEvery(principal, ofShape(row.needs, row.shape ?? shape)),
    row.condition === undefined ? HOLDS : conditional(row.condition),
    unknown(`${noun} that runs as it must be there: ${listing.gap}`),
  ]);
}
