import { canonicalJson, type Json } from '../../schema/json.ts';
import type { Entity } from '../../schema/records.ts';
import { hiddenFrom, type Side } from './side.ts';

export interface ChangedEntity {
  readonly id: string;
  readonly kind: Entity['kind'];
  readonly attributes: readonly {
    readonly name: string;
    readonly before: Json | null;
    readonly after: Json | null;
  }[];
}

/** Seen in one of the two only, where the other could not have seen it. */
export interface Unsure {
  readonly id: string;
  readonly kind: Entity['kind'];
  readonly seen: 'before' | 'after';
  readonly reason: string;
}

export interface EntityChanges {
  readonly came: readonly Entity[];
  readonly went: readonly Entity[];
  readonly changed: readonly ChangedEntity[];
  readonly unsure: readonly Unsure[];
}

/** What says how a thing is used, not what it is: it changes from one day to the next. */
const USE = /^(lastUsed.*|passwordLastUsed|password_last_used|servicesUsed)$/;

/** Entities that were collected, by id. What only a policy mentions comes and goes with the relations to it. */
export function compareEntities(before: Side, after: Side): EntityChanges {
  const changes = { came: [], went: [], changed: [], unsure: [] } as {
    came: Entity[];
    went: Entity[];
    changed: ChangedEntity[];
    unsure: Unsure[];
  };
  for (const entity of before.reader.entities()) {
    if (!entity.collected) continue;
    const number = after.numbers.get(entity.id);
    const now = number === undefined ? null : after.reader.entity(number);
    if (now?.collected) {
      const attributes = changedAttributes(entity, now);
      if (attributes.length > 0) changes.changed.push({ id: entity.id, kind: entity.kind, attributes });
      continue;
    }
    const reason = entity.evidence ? hiddenFrom(before, [entity.evidence], after) : null;
    if (reason === null) changes.went.push(entity);
    else changes.unsure.push({ id: entity.id, kind: entity.kind, seen: 'before', reason });
  }
  for (const entity of after.reader.entities()) {
    if (!entity.collected) continue;
    const number = before.numbers.get(entity.id);
    if (number !== undefined && before.reader.entity(number).collected) continue;
    const reason = entity.evidence ? hiddenFrom(after, [entity.evidence], before) : null;
    if (reason === null) changes.came.push(entity);
    else changes.unsure.push({ id: entity.id, kind: entity.kind, seen: 'after', reason });
  }
  return changes;
}

function changedAttributes(before: Entity, after: Entity): ChangedEntity['attributes'] {
  const all = (entity: Entity): Record<string, Json> => ({
    ...entity.attributes,
    ...(entity.name === before.name ? {} : { name: entity.name }),
    ...(entity.tier === null ? {} : { tier: entity.tier }),
  });
  const [old, now] = [all(before), all(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .sort()
    .filter((name) => !USE.test(name) && text(old[name]) !== text(now[name]))
    .map((name) => ({ name, before: old[name] ?? null, after: now[name] ?? null }));
}

function text(value: Json | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}
