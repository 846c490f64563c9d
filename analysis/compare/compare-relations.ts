import { RELATION_KIND_NAMES } from '../../schema/kinds/relation-kinds.ts';
import { type RelationKeys, relationTable } from './relation-table.ts';
import { hiddenFrom, NOWHERE, type Side } from './side.ts';

export interface RelationChanges {
  /** Relation numbers of the later snapshot. */
  readonly came: readonly number[];
  /** Relation numbers of the earlier one. */
  readonly went: readonly number[];
  /** The same relation with another verdict or other conditions. */
  readonly changed: readonly RelationPair[];
  /** Found in one of the two only, where the other could not have seen what proves it. */
  readonly unsure: readonly UnsureRelation[];
}

interface RelationPair {
  readonly before: number;
  readonly after: number;
}

interface UnsureRelation {
  readonly relation: number;
  readonly seen: 'before' | 'after';
  readonly reason: string;
}

const CONDITIONAL = 1;
/** Relations read from a file at a time. */
const CHUNK = 1_000;

/** Relations by their ends, kind and rule; of several alike on one side the last counts. Lists are in order of number. */
export function compareRelations(before: Side, after: Side): RelationChanges {
  const { pairs, onlyBefore, onlyAfter } = pairRelations(before, after);
  const unsure: UnsureRelation[] = [];
  const sure = (relations: readonly number[], { reader, unseen }: Side, seen: UnsureRelation['seen']) => {
    // Where the other side could have seen everything no proof has to be read.
    if (unseen.size === 0) return relations;
    return relations.filter((relation) => {
      const reason = hiddenFrom(unseen, reader.proof(relation));
      if (reason !== null) unsure.push({ relation, seen, reason });
      return reason === null;
    });
  };
  return {
    went: sure(onlyBefore, before, 'before'),
    came: sure(onlyAfter, after, 'after'),
    changed: changedOf(pairs, before, after),
    unsure,
  };
}

function pairRelations(before: Side, after: Side) {
  const [oldTypes, nowTypes] = typesOf(before, after);
  const nowKeys: RelationKeys = { from: after.ends.from, to: after.ends.to, type: nowTypes };
  const later = nowTypes.length;
  const nowTable = relationTable(nowKeys, later);
  /** By relation of the later side: the one of the earlier, or these. */
  const [ALONE, SUPERSEDED] = [-1, -2];
  const matches = new Int32Array(later).fill(ALONE);
  for (let relation = 0; relation < later; relation++) {
    const former = nowTable.put(relation);
    if (former !== -1) matches[former] = SUPERSEDED;
  }

  const { from, to } = before.ends;
  const matched = new Int32Array(oldTypes.length);
  const unmatched: number[] = [];
  for (let relation = 0; relation < oldTypes.length; relation++) {
    const start = before.elsewhere[from[relation]!]!;
    const end = before.elsewhere[to[relation]!]!;
    const match = start === NOWHERE || end === NOWHERE ? -1 : nowTable.find(start, end, oldTypes[relation]!);
    matched[relation] = match;
    if (match === -1) unmatched.push(relation);
    else matches[match] = relation;
  }

  const oldTable = relationTable({ from, to, type: oldTypes }, unmatched.length);
  const superseded = new Set(unmatched.map((relation) => oldTable.put(relation)));
  const pairs: RelationPair[] = [];
  for (let relation = 0; relation < matched.length; relation++) {
    const match = matched[relation]!;
    if (match !== -1 && matches[match] === relation) pairs.push({ before: relation, after: match });
  }
  const onlyAfter: number[] = [];
  for (let relation = 0; relation < later; relation++)
    if (matches[relation] === ALONE) onlyAfter.push(relation);
  return { pairs, onlyBefore: unmatched.filter((relation) => !superseded.has(relation)), onlyAfter };
}

/** A number for the kind and rule of each relation, the same on both sides. */
function typesOf(before: Side, after: Side): readonly [Int32Array, Int32Array] {
  const rules = new Map<string, number>();
  const kinds = RELATION_KIND_NAMES.length;
  const typesOn = ({ ends }: Side) => {
    const codes = ends.rules.map((rule) => {
      const code = rules.get(rule) ?? rules.size;
      rules.set(rule, code);
      return code;
    });
    const types = new Int32Array(ends.rule.length);
    for (let relation = 0; relation < types.length; relation++)
      types[relation] = codes[ends.rule[relation]!]! * kinds + ends.kind[relation]!;
    return types;
  };
  return [typesOn(before), typesOn(after)];
}

/** The pairs with another verdict, and those that hold under other conditions. */
function changedOf(pairs: readonly RelationPair[], before: Side, after: Side): RelationPair[] {
  const [was, is] = [before.ends.verdict, after.ends.verdict];
  const suspects = pairs.filter((pair) => {
    const verdict = is[pair.after];
    return verdict === CONDITIONAL || was[pair.before] !== verdict;
  });
  const changed: RelationPair[] = [];
  for (let at = 0; at < suspects.length; at += CHUNK) {
    const some = suspects.slice(at, at + CHUNK);
    const old = before.reader.conditions(some.map((pair) => pair.before));
    const now = after.reader.conditions(some.map((pair) => pair.after));
    for (const [index, pair] of some.entries())
      if (was[pair.before] !== is[pair.after] || asOne(old[index]!) !== asOne(now[index]!))
        changed.push(pair);
  }
  return changed;
}

function asOne(conditions: readonly string[]): string {
  return conditions.length === 1 ? conditions[0]! : [...conditions].sort().join('\n');
}
