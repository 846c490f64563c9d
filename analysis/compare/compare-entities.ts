import { canonicalJson, type Json } from '../../schema/json.ts';
import type { Entity } from '../../schema/records.ts';
import type { EntityPairs } from './pair-entities.ts';
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

/** What became of the entities that were collected. */
export function compareEntities(before: Side, after: Side, pairs: EntityPairs): EntityChanges {
  const came: Entity[] = [];
  const went: Entity[] = [];
  const changed: ChangedEntity[] = [];
  const unsure: Unsure[] = [];
  for (const { before: old, after: now } of pairs.reworded) {
    const attributes = changedAttributes(old, now);
    if (attributes.length > 0) changed.push({ id: old.id, kind: old.kind, attributes });
  }
  const sort = (entities: readonly Entity[], side: Side, seen: Unsure['seen'], sure: Entity[]) => {
    for (const entity of entities) {
      const { id, kind, evidence } = entity;
      const reason = evidence ? hiddenFrom(side.unseen, [evidence]) : null;
      if (reason === null) sure.push(entity);
      else unsure.push({ id, kind, seen, reason });
    }
  };
  sort(pairs.onlyBefore, before, 'before', went);
  sort(pairs.onlyAfter, after, 'after', came);
  return { came, went, changed, unsure };
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
