import type { Principal } from '../../aws/estate/estate.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { oneStepEach } from './one-step-each.ts';
import { runAsReferences } from './run-as-references.ts';
import { startsOf } from './start-rules.ts';
import { type TakeOver, takeOvers } from './take-over.ts';
import { TAKE_OVER_ROWS, type TakeOverRow } from './take-over-rows.ts';
import { whyNotTakenOver } from './why-not-taken-over.ts';

/** One rule for each way to take over something that runs as a role. */
export const TAKE_OVER_RULES: readonly Rule[] = TAKE_OVER_ROWS.map(takeOverRule);

function takeOverRule(row: TakeOverRow): Rule {
  return {
    id: row.id,
    title: row.title,
    kind: 'can-take-over',
    techniques: ['T1078.004', 'T1651'],
    enables: row.enables,
    fix: row.fix,
    references: runAsReferences(row.id),
    subject: 'principal',
    derive(principal, scene, emit) {
      for (const { workload, role, outcome: found } of takeOversOf(principal, scene).get(row) ?? []) {
        const outcome = { ...found, steps: oneStepEach(found.steps) };
        const relation = workload
          ? relationOf('can-take-over', row.id, principal, workload.arn, outcome, '')
          : relationOf('can-run-as', row.id, principal, role.id, outcome, '');
        if (relation) emit(relation);
      }
    },
    explain(asked, to, scene) {
      const from = scene.aws.principals.get(asked);
      return from ? whyNotTakenOver(from, to, row, scene) : [];
    },
  };
}

const known = new WeakMap<Scene, Map<string, ReadonlyMap<TakeOverRow, readonly TakeOver[]>>>();
const NOTHING: ReadonlyMap<TakeOverRow, readonly TakeOver[]> = new Map();

/** All that a principal can take over, by row: judged together, since the best row stands for the others. */
function takeOversOf(principal: Principal, scene: Scene): ReadonlyMap<TakeOverRow, readonly TakeOver[]> {
  let byPrincipal = known.get(scene);
  if (!byPrincipal) {
    byPrincipal = new Map();
    known.set(scene, byPrincipal);
  }
  let found = byPrincipal.get(principal.id);
  if (!found) {
    // Who becomes an administrator by itself needs nobody else's permissions: one edge says it.
    const all = scene.growth.surely(principal)
      ? []
      : takeOvers(principal, TAKE_OVER_ROWS, scene, surelyStarted(principal, scene));
    found = all.length === 0 ? NOTHING : Map.groupBy(all, (each) => each.row);
    byPrincipal.set(principal.id, found);
  }
  return found;
}

/** Roles that the principal runs code as anyhow: what might give them as well is no news. */
function surelyStarted(principal: Principal, scene: Scene): ReadonlySet<string> {
  const found = [...startsOf(principal, scene).values()].flat();
  return new Set(found.filter(({ outcome }) => outcome.verdict === 'allow').map(({ role }) => role.id));
}

/** The same, with those that may be had by taking over what was not seen: one unknown way says it. */
export function rolesHad(principal: Principal, scene: Scene): ReadonlySet<string> {
  const unseen = [...takeOversOf(principal, scene).values()].flat();
  return new Set([...surelyStarted(principal, scene), ...unseen.flatMap(({ role }) => role?.id ?? [])]);
}
