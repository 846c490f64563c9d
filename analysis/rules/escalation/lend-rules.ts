import { statementFor } from '../near-miss.ts';
import { any } from '../outcome.ts';
import { referencesOf } from '../references.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { reachesAll } from './growth-index.ts';
import { LEND_ROWS, type LendRow, touchesLend } from './lend-role-rows.ts';
import { askerTools } from './row.ts';

/** One rule for each combination that raises another principal. Needless for who grows by itself. */
export const LEND_RULES: readonly Rule[] = LEND_ROWS.map(lendRule);

function lendRule(row: LendRow): Rule {
  return {
    id: row.id,
    title: row.title,
    kind: 'can-escalate-to',
    techniques: ['T1098.001', 'T1098.003', 'T1078.004'],
    enables: row.enables,
    fix: row.fix,
    references: referencesOf(row.id),
    subject: 'principal',
    derive(principal, scene, emit) {
      const account = scene.estate.accounts.get(principal.account);
      if (!account || !reachesAll(principal, row.actions) || scene.growth.surely(principal)) return;
      const outcome = any(
        row.attempts(
          askerTools(scene, principal, [], (after) => scene.administrators.equals(principal, after)),
        ),
      );
      const relation =
        outcome &&
        relationOf(
          'can-escalate-to',
          row.id,
          principal,
          account.arn,
          outcome,
          `${principal.name}: ${row.title}.`,
        );
      if (relation) emit(relation);
    },
    explain(from, to, scene) {
      if (!from || scene.estate.accounts.get(from.account)?.arn !== to || !touchesLend(from, row)) return [];
      const outcome = any(
        row.attempts(askerTools(scene, from, [], (after) => scene.administrators.equals(from, after))),
      );
      if (outcome) return outcome.blockers.map((each) => ({ ...each, met: each.met + 1 }));
      const holding = statementFor(from.set, row.actions[0] as string) ?? from.ref;
      return [
        { ...holding, says: `${from.name} may ${row.actions.join(' and ')}, but ${row.lacks}.`, met: 1 },
      ];
    },
  };
}
