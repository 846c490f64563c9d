import type { Relation } from '../../schema/records.ts';
import { hiddenFrom, type Side } from './side.ts';

export interface RelationChanges {
  /** Relation numbers of the later snapshot. */
  readonly came: readonly number[];
  /** Relation numbers of the earlier one. */
  readonly went: readonly number[];
  /** The same relation with another verdict or other conditions. */
  readonly changed: readonly { readonly before: number; readonly after: number }[];
  /** Found in one of the two only, where the other could not have seen what proves it. */
  readonly unsure: readonly {
    readonly relation: number;
    readonly seen: 'before' | 'after';
    readonly reason: string;
  }[];
}

const CONDITIONAL = 1;

/** Relations by their ends, kind and rule. */
export function compareRelations(before: Side, after: Side): RelationChanges {
  const old = keyed(before);
  const now = keyed(after);
  const came: number[] = [];
  const went: number[] = [];
  const changed: { before: number; after: number }[] = [];
  const unsure: { relation: number; seen: 'before' | 'after'; reason: string }[] = [];
  for (const [key, relation] of old) {
    const match = now.get(key);
    if (match !== undefined) {
      if (differs(before, relation, after, match)) changed.push({ before: relation, after: match });
      continue;
    }
    const reason = hiddenFrom(before, before.reader.proof(relation), after);
    if (reason === null) went.push(relation);
    else unsure.push({ relation, seen: 'before', reason });
  }
  for (const [key, relation] of now) {
    if (old.has(key)) continue;
    const reason = hiddenFrom(after, after.reader.proof(relation), before);
    if (reason === null) came.push(relation);
    else unsure.push({ relation, seen: 'after', reason });
  }
  return { came, went, changed, unsure };
}

function keyed({ ends, ids }: Side): Map<string, number> {
  const found = new Map<string, number>();
  for (let relation = 0; relation < ends.from.length; relation++) {
    const rule = ends.rules[ends.rule[relation]!];
    found.set(
      `${ids[ends.from[relation]!]}\n${ids[ends.to[relation]!]}\n${ends.kind[relation]}\n${rule}`,
      relation,
    );
  }
  return found;
}

function differs(before: Side, old: number, after: Side, now: number): boolean {
  const verdict = before.ends.verdict[old];
  if (verdict !== after.ends.verdict[now]) return true;
  return (
    verdict === CONDITIONAL &&
    conditionsOf(before.reader.relation(old)) !== conditionsOf(after.reader.relation(now))
  );
}

function conditionsOf(relation: Relation): string {
  return [...relation.conditions].sort().join('\n');
}
