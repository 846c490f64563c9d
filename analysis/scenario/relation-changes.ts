import type { Relation } from '../../schema/records.ts';

export interface RelationChanges {
  readonly lost: readonly Relation[];
  readonly gained: readonly Relation[];
  /** The same relation, surer or less sure than before, or under other conditions. */
  readonly changed: readonly { readonly before: Relation; readonly after: Relation }[];
}

/** Relations by their ends, kind and rule. How they are proven does not matter. */
export function relationChanges(before: readonly Relation[], after: readonly Relation[]): RelationChanges {
  const now = new Map(after.map((relation) => [keyOf(relation), relation]));
  const old = new Map(before.map((relation) => [keyOf(relation), relation]));
  const lost: Relation[] = [];
  const changed: { before: Relation; after: Relation }[] = [];
  for (const [key, relation] of old) {
    const match = now.get(key);
    if (!match) lost.push(relation);
    else if (
      match !== relation &&
      (match.verdict !== relation.verdict || conditionsOf(match) !== conditionsOf(relation))
    )
      changed.push({ before: relation, after: match });
  }
  return { lost, gained: [...now].flatMap(([key, relation]) => (old.has(key) ? [] : [relation])), changed };
}

function keyOf({ from, to, kind, rule }: Relation): string {
  return `${from}\n${to}\n${kind}\n${rule}`;
}

function conditionsOf({ conditions }: Relation): string {
  return [...conditions].sort().join('\n');
}
