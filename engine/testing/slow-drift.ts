import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { Relation } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

const SURENESS = { unknown: 0, conditional: 1, allow: 2 };

/** What is new between two snapshots that saw the same, by laying their tables beside each other. */
export function slowDrift(before: SnapshotReader, after: SnapshotReader) {
  const key = ({ from, kind, to, rule }: Relation) => `${kind} ${from} ${to} ${rule}`;
  const former = new Map([...before.relations()].map((each) => [key(each), each]));
  const now = new Map([...after.relations()].map((each) => [key(each), each]));
  const fresh = [...now].filter(([id, { verdict }]) => {
    const then = former.get(id);
    return !then || SURENESS[verdict] > SURENESS[then.verdict];
  });
  const isTrust = ({ to }: Relation) => {
    const entity = after.entityById(to);
    return entity !== null && ENTITY_KINDS[entity.kind].colour === 'principal';
  };
  const opened = new Map<string, number>();
  for (const jewel of [...after.entities()].filter(({ tier }) => tier === 0)) {
    const then = leadingTo(before, jewel.id);
    const more = [...leadingTo(after, jewel.id)].filter((id) => !then.has(id)).length;
    if (more > 0) opened.set(jewel.id, more);
  }
  return {
    trust: fresh.filter(([, each]) => isTrust(each)).map(([id]) => id),
    privileges: fresh.filter(([, each]) => !isTrust(each)).map(([id]) => id),
    opened,
  };
}

/** Everything from which some relations, of whatever verdict, lead to an entity. */
function leadingTo(reader: SnapshotReader, to: string): ReadonlySet<string> {
  const relations = [...reader.relations()].filter(({ kind }) => RELATION_KINDS[kind].traversable);
  const found = new Set([to]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const relation of relations) if (found.has(relation.to)) found.add(relation.from);
  }
  found.delete(to);
  return found;
}
