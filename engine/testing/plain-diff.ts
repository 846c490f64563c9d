import { canonicalJson } from '../../schema/json.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { SOURCE_KINDS } from '../../schema/kinds/source-kinds.ts';
import type { Entity, EvidenceRef, Relation } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

/** What came, went and changed, each as one text, sorted. */
export interface PlainDiff {
  readonly entities: readonly string[];
  readonly relations: readonly string[];
  /** `RELATION opens JEWEL to COUNT`. */
  readonly opened: readonly string[];
}

/**
 * The comparison of two snapshots the slow and obvious way: everything of both is read, put into maps by text and
 * compared, and every path is looked for by walking the relations. Only for snapshots whose sources name their account.
 */
export function plainDiff(before: SnapshotReader, after: SnapshotReader): PlainDiff {
  return {
    entities: entitiesOf(before, after).sort(),
    relations: relationsOf(before, after).sort(),
    opened: openedOf(before, after).sort(),
  };
}

export const relationKey = ({ from, to, kind, rule }: Pick<Relation, 'from' | 'to' | 'kind' | 'rule'>) =>
  `${from} ${kind} ${to} (${rule})`;

function entitiesOf(before: SnapshotReader, after: SnapshotReader): string[] {
  const collected = (reader: SnapshotReader) =>
    new Map(
      [...reader.entities()].flatMap((each): [string, Entity][] => (each.collected ? [[each.id, each]] : [])),
    );
  const [old, now] = [collected(before), collected(after)];
  const changes: string[] = [];
  const words = ({ name, tier, attributes }: Entity) => canonicalJson({ name, tier, attributes });
  for (const [id, entity] of old) {
    const match = now.get(id);
    if (match && words(match) !== words(entity)) changes.push(`${id} changed`);
    if (!match) changes.push(`${id} ${whySeenOnly(before, refsOf(entity), after) ?? 'went'}`);
  }
  for (const [id, entity] of now)
    if (!old.has(id)) changes.push(`${id} ${whySeenOnly(after, refsOf(entity), before) ?? 'came'}`);
  return changes;
}

const refsOf = ({ evidence }: Entity): readonly EvidenceRef[] => (evidence ? [evidence] : []);

function relationsOf(before: SnapshotReader, after: SnapshotReader): string[] {
  const keyed = (reader: SnapshotReader) =>
    new Map([...reader.relations()].map((relation) => [relationKey(relation), relation]));
  const [old, now] = [keyed(before), keyed(after)];
  const changes: string[] = [];
  const words = ({ verdict, conditions }: Relation) =>
    canonicalJson({ verdict, conditions: verdict === 'conditional' ? [...conditions].sort() : [] });
  for (const [key, relation] of old) {
    const match = now.get(key);
    if (match && words(match) !== words(relation)) changes.push(`${key} changed`);
    if (!match) changes.push(`${key} ${whySeenOnly(before, relation.proof, after) ?? 'went'}`);
  }
  for (const [key, relation] of now)
    if (!old.has(key)) changes.push(`${key} ${whySeenOnly(after, relation.proof, before) ?? 'came'}`);
  return changes;
}

/** Why what these places say could not be seen on the other side; null where it could. */
function whySeenOnly(
  side: SnapshotReader,
  refs: readonly EvidenceRef[],
  other: SnapshotReader,
): string | null {
  const subjectIn = (reader: SnapshotReader, id: string) => {
    const source = reader.sources().find((each) => each.id === id)!;
    return `${SOURCE_KINDS[source.kind].provider}:${source.account}`;
  };
  for (const { observation } of refs)
    for (const { source, operation } of side.callsOf(observation)) {
      const subject = subjectIn(side, source);
      if (!other.sources().some(({ id }) => subjectIn(other, id) === subject))
        return `${subject} was not collected`;
      const records = other
        .coverage()
        .filter((each) => subjectIn(other, each.source) === subject && each.operation === operation);
      const bad = records.find(({ status }) => status !== 'complete');
      if (bad) return `${operation} was ${bad.status}: ${bad.reason}`;
      const answered = [...other.calls({ operation })].some(
        (call) => call.status === 'ok' && subjectIn(other, call.source) === subject,
      );
      if (records.length === 0 && !answered) return `${operation} was not asked`;
    }
  return null;
}

function openedOf(before: SnapshotReader, after: SnapshotReader): string[] {
  const old = new Map([...before.relations()].map((relation) => [relationKey(relation), relation]));
  const last = new Map([...after.relations()].map((relation) => [relationKey(relation), relation]));
  const opened: string[] = [];
  for (const { id: jewel, tier } of after.entities()) {
    if (tier !== 0) continue;
    const [then, now] = [thoseReaching(before, jewel), thoseReaching(after, jewel)];
    const fresh = [...now].filter((id) => id !== jewel && !then.has(id));
    for (const [key, relation] of last) {
      const former = old.get(key);
      if (former?.verdict === relation.verdict && sameConditions(former, relation)) continue;
      if (fresh.includes(relation.from) && now.has(relation.to))
        opened.push(`${key} opens ${jewel} to ${fresh.length}`);
    }
  }
  return opened;
}

const sameConditions = (one: Relation, other: Relation) =>
  one.verdict !== 'conditional' ||
  canonicalJson([...one.conditions].sort()) === canonicalJson([...other.conditions].sort());

/** All that reach an entity, itself among them; nobody where it is not there. */
function thoseReaching(reader: SnapshotReader, jewel: string): ReadonlySet<string> {
  const reaching = new Set(reader.entityById(jewel) === null ? [] : [jewel]);
  const relations = [...reader.relations()].filter(({ kind }) => RELATION_KINDS[kind].traversable);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, to } of relations)
      if (reaching.has(to) && !reaching.has(from)) {
        reaching.add(from);
        grown = true;
      }
  }
  return reaching;
}
