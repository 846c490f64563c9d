import type { Entity, Relation } from '../../schema/records.ts';
import { PROVIDERS } from '../providers/registry.ts';
import type { Scene } from '../rules/rule.ts';

/** Anyone can be asked about, also where no policy admits anyone. */
const ANYONE: Entity = {
  id: 'internet',
  kind: 'internet',
  name: 'anyone',
  source: null,
  collected: false,
  tier: null,
  attributes: {},
  evidence: null,
};

/** Every entity of the estates, and those that relations only mention; sorted by kind and id. */
export function entitiesOf(scene: Scene, relations: readonly Relation[]): Entity[] {
  return withMentioned(describedEntities(scene), relations);
}

/** Every entity that the estates describe, by id. */
export function describedEntities(scene: Scene): ReadonlyMap<string, Entity> {
  const found = new Map<string, Entity>([[ANYONE.id, ANYONE]]);
  for (const provider of PROVIDERS)
    for (const entity of provider.entities(scene)) if (!found.has(entity.id)) found.set(entity.id, entity);
  return found;
}

/** Adds those that relations only mention; sorted by kind and id. */
export function withMentioned(
  described: ReadonlyMap<string, Entity>,
  relations: readonly Relation[],
): Entity[] {
  const found = new Map(described);
  for (const relation of relations) {
    for (const id of [relation.from, relation.to]) if (!found.has(id)) found.set(id, mentioned(id));
  }
  return [...found.values()].sort(inOrder);
}

/** The order of entities: by kind, then id. */
export function inOrder(a: Entity, b: Entity): number {
  return compare(a.kind, b.kind) || compare(a.id, b.id);
}

/** Nothing but the id is known: whose terms it is in decides what it is. */
export function mentioned(id: string): Entity {
  for (const provider of PROVIDERS) {
    const entity = provider.mentioned(id);
    if (entity) return entity;
  }
  throw new Error(`A relation names ${JSON.stringify(id)}, which is in the terms of no provider.`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
