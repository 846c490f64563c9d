import type { Principal } from '../../aws/estate/estate.ts';
import { all, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { listingOf } from './listings.ts';
import { oneStepEach } from './one-step-each.ts';
import { holdsEvery, reachesEvery } from './places.ts';
import { runAsReferences } from './run-as-references.ts';
import { rolesForService } from './service-roles.ts';
import { rolesHad } from './take-over-rules.ts';
import { UNSEEN_ROWS, type UnseenRow } from './unseen-rows.ts';

/** One rule for each way to take over what is not collected: as which role it runs is never known. */
export const UNSEEN_RULES: readonly Rule[] = UNSEEN_ROWS.map((row) => ({
  id: row.id,
  title: row.title,
  kind: 'can-run-as',
  techniques: ['T1078.004', 'T1651'],
  enables: `If ${row.noun} runs as the role, the holder has it do, or hand out, what the role may.`,
  fix: 'Limit the permission by Resource to what the holder works on, and give workloads roles that allow no more than they need.',
  references: runAsReferences(row.id),
  subject: 'principal',
  derive(principal, scene, emit) {
    if (!reachesEvery(principal, row.needs) || scene.growth.surely(principal)) return;
    const held = holdsEvery(principal, row.needs);
    if (held.verdict === 'deny') return;
    const steps = oneStepEach(held.steps);
    const there = unknown(`${row.noun} that runs as it must be there: ${gapOf(row, principal, scene)}`);
    const had = rolesHad(principal, scene);
    for (const { role, outcome } of rolesForService(scene.aws, principal.account, row.service)) {
      if (role.id === principal.id || had.has(role.id)) continue;
      const whole = all([{ ...held, steps }, there, outcome]);
      const relation = relationOf('can-run-as', row.id, principal, role.id, whole, '');
      if (relation) emit(relation);
    }
  },
}));

function gapOf({ listing }: UnseenRow, { account }: Principal, { aws: estate }: Scene): string {
  const known = listingOf(estate, account, listing);
  return known.state === 'complete' ? `answers of ${listing} are not read` : known.gap;
}
