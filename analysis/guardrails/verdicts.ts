import type { Relation, Verdict } from '../../schema/records.ts';
import type { WhatIf } from '../scenario/what-if.ts';

/** How sure a relation is: the less, the surer. */
export const RANK = { allow: 0, conditional: 1, unknown: 2 } as const;

export function keyOf({ from, to, kind, rule }: Pick<Relation, 'from' | 'to' | 'kind' | 'rule'>): string {
  return `${from}\n${to}\n${kind}\n${rule}`;
}

/** The surest verdict of each relation, by `keyOf`. */
export function bestVerdicts(relations: readonly Relation[]): ReadonlyMap<string, Verdict> {
  const best = new Map<string, Verdict>();
  for (const relation of relations) {
    const key = keyOf(relation);
    const known = best.get(key);
    if (known === undefined || RANK[relation.verdict] < RANK[known]) best.set(key, relation.verdict);
  }
  return best;
}

/** What is lost, or less sure than it was. */
export function lessThanBefore({ lost, changed }: WhatIf['relations']): readonly Relation[] {
  return [
    ...lost,
    ...changed.flatMap(({ before, after }) => (RANK[after.verdict] > RANK[before.verdict] ? [before] : [])),
  ];
}
