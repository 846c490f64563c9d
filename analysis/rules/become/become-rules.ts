import type { Principal, Role, User } from '../../aws/estate/estate.ts';
import { reach, touched } from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, touchedAmong, touchOf } from '../../aws/estate/touch.ts';
import { askerTools, type Tools } from '../escalation/row.ts';
import type { Outcome } from '../outcome.ts';
import { referencesOf } from '../references.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { BECOME_ROWS, type BecomeRow } from './become-rows.ts';

/** One rule for each way to obtain another principal's credentials. */
export const BECOME_RULES: readonly Rule[] = BECOME_ROWS.map(becomeRule);

function becomeRule(row: BecomeRow): Rule {
  return {
    id: row.id,
    title: row.title,
    kind: 'can-become',
    techniques: row.techniques,
    enables: row.enables,
    fix: row.fix,
    references: referencesOf(row.id),
    subject: 'principal',
    derive(principal, scene, emit) {
      if (row.actions.some((action) => isNothing(reach(principal.set, action)))) return;
      // Who becomes an administrator by itself needs nobody else's credentials: one edge says it.
      if (scene.growth.surely(principal)) return;
      const tools = toolsFor(principal, scene);
      for (const target of targets(row, principal, scene)) {
        const relation = relationOf(
          'can-become',
          row.id,
          principal,
          target.id,
          judge(row, tools, target),
          `${principal.name} may become ${target.name}.`,
        );
        if (relation) emit(relation);
      }
    },
    explain(asked, to, scene) {
      const from = scene.aws.principals.get(asked);
      const target = scene.aws.principals.get(to);
      if (!from || !target || target.kind !== row.target || target.id === from.id) return [];
      if (!row.actions.every((action) => mayTouch(touchOf(touched(from.set, action), from), target.arn)))
        return [];
      if (from.account !== target.account) {
        return [
          {
            ...from.ref,
            says: `${target.name} is in another account than ${from.name}: ${row.actions[0]} does not reach across.`,
            met: 0,
          },
        ];
      }
      if ('unmodifiable' in target && target.unmodifiable) {
        return [
          {
            ...target.ref,
            says: `${target.name} is a service-linked or reserved role, whose trust AWS lets nobody change.`,
            met: 1,
          },
        ];
      }
      const outcome = judge(row, toolsFor(from, scene), target);
      return outcome.blockers.map((each) => ({ ...each, met: each.met + 1 }));
    },
  };
}

function toolsFor(principal: Principal, scene: Scene): Tools {
  return askerTools(scene, principal, [], (after) => scene.administrators.equals(principal, after));
}

function judge(row: BecomeRow, tools: Tools, target: Principal): Outcome {
  return row.target === 'user' ? row.judge(tools, target as User) : row.judge(tools, target as Role);
}

/** Other principals of the account that the row's permissions may mean; roles that AWS keeps from being changed are none. */
function targets(row: BecomeRow, principal: Principal, scene: Scene): readonly Principal[] {
  const account = scene.aws.accounts.get(principal.account);
  if (!account) return [];
  let found: readonly Principal[] = row.target === 'user' ? account.users : account.roles;
  for (const action of row.actions)
    found = touchedAmong(touchOf(reach(principal.set, action), principal), found, scene.aws.byArn);
  return found.filter(
    (target) =>
      target.id !== principal.id &&
      target.kind === row.target &&
      target.account === principal.account &&
      !('unmodifiable' in target && target.unmodifiable),
  );
}
