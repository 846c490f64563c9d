import { ruleById } from '../analysis/rules/registry.ts';
import type { Hop, TrustPath } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import type { Relation, Verdict } from '../schema/records.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';

const ORDER: Record<Verdict, number> = { allow: 0, conditional: 1, unknown: 2 };
export const VERDICT_CODES: readonly Verdict[] = ['allow', 'conditional', 'unknown'];

export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
  let worst: Verdict = 'allow';
  for (const verdict of verdicts) if (ORDER[verdict] > ORDER[worst]) worst = verdict;
  return worst;
}

export function hopOf(relation: Relation): Hop {
  return {
    from: relation.from,
    to: relation.to,
    kind: relation.kind,
    rule: relation.rule,
    verdict: relation.verdict,
    conditions: [...relation.conditions],
    techniques: [...(ruleById(relation.rule)?.techniques ?? [])],
    proof: relation.proof.map((step) => ({ ...step })),
  };
}

/** A path from the numbers of its relations, with every proof read. `adjust` may change a hop's verdict. */
export function trustPath(
  reader: Pick<SnapshotReader, 'relation'>,
  relations: ArrayLike<number>,
  adjust: (hop: Hop) => Hop = (hop) => hop,
): TrustPath {
  const hops = Array.from(relations, (index) => adjust(hopOf(reader.relation(index))));
  const first = hops[0];
  const last = hops.at(-1);
  if (!first || !last) throw new TrustpathError('internal', 'A path without hops was found.');
  return { from: first.from, to: last.to, verdict: worstVerdict(hops.map((hop) => hop.verdict)), hops };
}
