import { nearness } from '../outcome.ts';
import { referencesOf } from '../references.ts';
import type { Rule } from '../rule.ts';
import { emitEscalation } from './emit-escalation.ts';
import { GROWTH_ROWS, reachesAll, touchesAll } from './growth-index.ts';
import type { GrowthRow } from './row.ts';

/** One rule for each row of the growth table. */
export const GROWTH_RULES: readonly Rule[] = GROWTH_ROWS.map(growthRule);

function growthRule(row: GrowthRow): Rule {
  return {
    id: row.id,
    title: row.title,
    kind: 'can-escalate-to',
    techniques: ['T1098.003', 'T1548.005'],
    enables: row.enables,
    fix: row.fix,
    references: referencesOf(row.id),
    subject: 'principal',
    derive(principal, scene, emit) {
      const account = scene.aws.accounts.get(principal.account);
      if (!account || !reachesAll(principal, row.actions)) return;
      if (scene.administrators.administers(principal).verdict === 'allow') return;
      const outcome = scene.growth.judge(principal, row);
      emitEscalation(row, principal, account, outcome, emit);
    },
    explain(asked, to, scene) {
      const from = scene.aws.principals.get(asked);
      if (!from || scene.aws.accounts.get(from.account)?.arn !== to || !touchesAll(from, row.actions))
        return [];
      const outcome = scene.growth.judge(from, row);
      if (outcome?.verdict !== 'deny') return [];
      // Where an action is denied outright, what else would be lacking is no answer.
      if (!reachesAll(from, row.actions))
        return outcome.blockers.filter(({ says }) => /^Statement .* denies /.test(says));
      // It has the permission in name: whatever stopped it is nearer than rows it does not touch at all.
      const near = nearness(outcome) + 1;
      return outcome.blockers.map((each) => ({ ...each, met: Math.max(each.met, near) }));
    },
  };
}
