import type { Group, Principal } from '../../aws/estate/estate.ts';
import { type PowerSet, reach, touched } from '../../aws/estate/permissions.ts';
import { isNothing } from '../../aws/estate/touch.ts';
import { any, type Outcome } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { OTHER_GROWTH_ROWS } from './other-growth-rows.ts';
import { OWN_POLICY_ROWS } from './own-policy-rows.ts';
import { askerTools, type GrowthRow, judgeRow } from './row.ts';

export const GROWTH_ROWS: readonly GrowthRow[] = [...OWN_POLICY_ROWS, ...OTHER_GROWTH_ROWS];

/** What grown permissions are used for next: adding more, or taking away what still limits. */
const SECOND_ROWS = GROWTH_ROWS.filter((row) => row.id !== 'iam-013');

/** The growth rows judged for a principal. */
export interface GrowthIndex {
  judge(principal: Principal, row: GrowthRow): Outcome | null;
  /** Whether the principal grows to an administrator without any condition. Kept for each principal. */
  surely(principal: Principal): boolean;
}

export function growthIndex(scene: () => Scene): GrowthIndex {
  const sure = new Map<string, boolean>();

  function judge(
    principal: Principal,
    row: GrowthRow,
    groups = groupsOf(scene(), principal),
    depth = 0,
  ): Outcome | null {
    const { administrators } = scene();
    function power(after: PowerSet, then: readonly Group[] = groups): Outcome {
      const grown: Principal = { ...principal, set: after };
      const equal = administrators.equals(grown, after);
      if (equal.verdict === 'allow' || depth > 0) return equal;
      // One more step: what the grown permissions would let it do to itself.
      const further = any(secondSteps(grown, then));
      return further && further.verdict !== 'deny' ? (any([equal, further]) as Outcome) : equal;
    }
    function* secondSteps(grown: Principal, then: readonly Group[]): Generator<Outcome> {
      for (const next of SECOND_ROWS) {
        if (next.actions.some((action) => isNothing(reach(grown.set, action)))) continue;
        const outcome = judge(grown, next, then, depth + 1);
        if (outcome) yield outcome;
      }
    }
    return judgeRow(row, askerTools(scene(), principal, groups, power));
  }

  return {
    judge: (principal, row) => judge(principal, row),
    surely(principal) {
      let known = sure.get(principal.id);
      if (known === undefined) {
        known =
          scene().administrators.administers(principal).verdict === 'allow' ||
          scene().administrators.equals(principal, principal.set).verdict === 'allow' ||
          GROWTH_ROWS.some(
            (row) => reachesAll(principal, row.actions) && judge(principal, row)?.verdict === 'allow',
          );
        sure.set(principal.id, known);
      }
      return known;
    },
  };
}

/** Whether asking the evaluator about all of the actions is worth it. */
export function reachesAll(principal: Principal, actions: readonly string[]): boolean {
  return actions.every((action) => !isNothing(reach(principal.set, action)));
}

export function touchesAll(principal: Principal, actions: readonly string[]): boolean {
  return actions.every((action) => !isNothing(touched(principal.set, action)));
}

function groupsOf(scene: Scene, principal: Principal): readonly Group[] {
  if (principal.fact.kind !== 'user') return [];
  const account = scene.aws.accounts.get(principal.account);
  return principal.fact.groups.flatMap(({ name }) => account?.groupByName.get(name) ?? []);
}
