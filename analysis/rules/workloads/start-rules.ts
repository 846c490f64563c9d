import type { Principal } from '../../aws/estate/estate.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { oneStepEach } from './one-step-each.ts';
import { runAsReferences } from './run-as-references.ts';
import { type Start, starts } from './start.ts';
import type { StartRow } from './start-row.ts';
import { START_ROWS } from './start-rows.ts';
import { whyNotStarted } from './why-not-started.ts';

/** One rule for each way to start something with a role that one passes. */
export const START_RULES: readonly Rule[] = START_ROWS.map(startRule);

/** Services for which a technique needs some role besides the one that it starts something with. */
export const START_COMPANIONS: ReadonlySet<string> = new Set(
  START_ROWS.flatMap(({ companion }) => companion ?? []),
);

function startRule(row: StartRow): Rule {
  return {
    id: row.id,
    title: row.title,
    kind: 'can-run-as',
    techniques: ['T1098.003', 'T1078.004', 'T1648'],
    enables: `The holder starts ${row.noun} with the role and has its code act, or hand out credentials, as the role.`,
    fix: 'Limit iam:PassRole by Resource to the roles the holder needs, and by the condition key iam:PassedToService to the service they are for.',
    references: runAsReferences(row.id),
    subject: 'principal',
    derive(principal, scene, emit) {
      for (const { role, outcome } of startsOf(principal, scene).get(row) ?? []) {
        const says = `${principal.name} may run code as ${role.name}.`;
        const relation = relationOf(
          'can-run-as',
          row.id,
          principal,
          role.id,
          { ...outcome, steps: oneStepEach(outcome.steps) },
          says,
        );
        if (relation) emit(relation);
      }
    },
    explain(asked, to, scene) {
      const from = scene.aws.principals.get(asked);
      const role = scene.aws.principals.get(to);
      return from && role?.kind === 'role' ? whyNotStarted(from, role.id, row, scene) : [];
    },
  };
}

const known = new WeakMap<Scene, Map<string, ReadonlyMap<StartRow, readonly Start[]>>>();
const NOTHING: ReadonlyMap<StartRow, readonly Start[]> = new Map();

/** All that a principal can start, by row: judged together, since the best row of a family stands for the others. */
export function startsOf(principal: Principal, scene: Scene): ReadonlyMap<StartRow, readonly Start[]> {
  let byPrincipal = known.get(scene);
  if (!byPrincipal) {
    byPrincipal = new Map();
    known.set(scene, byPrincipal);
  }
  let found = byPrincipal.get(principal.id);
  if (!found) {
    // Who becomes an administrator by itself needs nobody else's permissions: one edge says it.
    const all = scene.growth.surely(principal) ? [] : starts(principal, START_ROWS, scene);
    found = all.length === 0 ? NOTHING : Map.groupBy(all, (each) => each.row);
    byPrincipal.set(principal.id, found);
  }
  return found;
}
