import { RELATION_KIND_NAMES, type RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Estates } from '../estates.ts';
import { tagsOf } from '../proposals/tags-of.ts';
import { relationEndsOf } from '../relation-ends.ts';
import type { Lookup } from './lookup.ts';
import { OWNER_SOURCES } from './owners/registry.ts';
import type { InventoryScene, OwnerClaim } from './scene.ts';

/** Relations into one entity that are looked at. */
const MOST_RELATIONS = 1_000;

/** Every claim on an entity, strongest first. */
export function claimsOn(entity: EntityRow, scene: InventoryScene): OwnerClaim[] {
  return OWNER_SOURCES.flatMap((source) =>
    source.find(entity, scene).map((claim) => ({ ...claim, source: source.id })),
  );
}

/**
 * What ownership of the entities of a snapshot is asked in; `ownerOf` keeps what it found. `rows`: entities that were
 * read already, for questions about all of them.
 */
export function ownershipScene(
  reader: SnapshotReader,
  estates: Estates,
  lookup: Lookup,
  rows: readonly EntityRow[] = [],
): InventoryScene {
  const known = new Map<number, OwnerClaim | null>();
  // Few entities are at the start of most relations.
  const read = new Map(rows.map((row) => [row.index, row]));
  const entityAt = (index: number): EntityRow => {
    const entity = read.get(index) ?? reader.entity(index);
    read.set(index, entity);
    return entity;
  };
  const byId = new Map<string, EntityRow | null>(rows.map((row) => [row.id, row]));
  const entityById = (id: string): EntityRow | null => {
    const asked = byId.get(id);
    const entity = asked === undefined ? reader.entityById(id) : asked;
    byId.set(id, entity);
    return entity;
  };
  const scene: InventoryScene = {
    estates,
    lookup,
    entityById,
    tagsOf(entity) {
      const tags = tagsOf(entity).map((tag) => ({ ...tag, ref: entity.evidence }));
      const object = lookup.objects.get(entity.id);
      const own = Object.entries({ ...object?.annotations, ...object?.labels }).map(([key, value]) => ({
        key,
        name: key.slice(key.lastIndexOf('/') + 1),
        value,
        ref: entity.evidence,
      }));
      return [...tags, ...own];
    },
    ownerOf(entity) {
      const found = known.get(entity.index);
      if (found !== undefined) return found;
      // What asks for its own owner on the way gets none.
      known.set(entity.index, null);
      const claim = claimsOn(entity, scene)[0] ?? null;
      known.set(entity.index, claim);
      return claim;
    },
    from(entity, kinds: ReadonlySet<RelationKind>) {
      const { kind, from } = relationEndsOf(reader);
      const { relations } = reader.relationsTo(entity.index, MOST_RELATIONS);
      const starts = relations
        .filter((relation) => kinds.has(RELATION_KIND_NAMES[kind[relation]!]!))
        .map((relation) => from[relation]!);
      return [...new Set(starts)].map(entityAt);
    },
  };
  return scene;
}
