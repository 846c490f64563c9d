import type { Relation, Verdict } from '../../schema/records.ts';
import type { Derivation } from '../scenario/derivation.ts';
import type { GuardrailDraft } from './guardrail.ts';
import { keyOf, RANK } from './verdicts.ts';

/**
 * Whether accounts have what those had whose place they take: of each relation of an account, its successor has one of the
 * same kind, by the same rule and to the same end, as sure as the account's own was, or is now.
 */
export function successionOf(
  takesOver: NonNullable<GuardrailDraft['takesOver']>,
  before: Derivation,
  after: Derivation,
  verdicts: ReadonlyMap<string, Verdict>,
): {
  readonly missing: readonly Relation[];
  readonly taken: readonly Relation[];
  /** What runs as a successor. */
  readonly runOn: ReadonlySet<string>;
} {
  const missing = new Set<Relation>();
  const taken = new Set<Relation>();
  const olds = new Set(takesOver.map(({ was }) => was));
  const of = Map.groupBy(
    before.relations.filter(({ from }) => olds.has(from)),
    ({ from }) => from,
  );
  for (const { was, now } of takesOver)
    for (const relation of of.get(was) ?? []) {
      if (relation.to === was || relation.to === now) continue;
      const own = verdicts.get(keyOf(relation));
      const theirs = verdicts.get(keyOf({ ...relation, from: now }));
      const least = Math.max(RANK[relation.verdict], own === undefined ? 0 : RANK[own]);
      if (theirs === undefined || RANK[theirs] > least) missing.add(relation);
      else if (own !== undefined && RANK[own] <= RANK[relation.verdict]) taken.add(relation);
    }
  const successors = new Set(takesOver.map(({ now }) => now));
  return {
    missing: [...missing],
    taken: [...taken].filter((relation) => !missing.has(relation)),
    runOn: new Set(
      after.relations.flatMap(({ kind, from, to }) =>
        kind === 'runs-as' && successors.has(to) ? [from] : [],
      ),
    ),
  };
}
