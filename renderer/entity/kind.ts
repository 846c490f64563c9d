import type { EntityRecord } from '../../schema/contract.ts';
import {
  ENTITY_KINDS,
  type EntityKind,
  type EntityKindDeclaration,
} from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS, type RelationKind } from '../../schema/kinds/relation-kinds.ts';

export function kindOf(kind: EntityKind): EntityKindDeclaration {
  return ENTITY_KINDS[kind];
}

export function verbOf(kind: RelationKind): string {
  return RELATION_KINDS[kind].label;
}

/** The tier as words: what a number alone would not tell. */
export function tierLabel(tier: number | null): string {
  if (tier === 0) return 'Crown jewel';
  if (tier === 1) return 'Data and keys';
  if (tier === 2) return 'Other';
  return 'Not ranked';
}

/** Where an entity comes from, short: its source, or that only another document names it. */
export function originOf(entity: EntityRecord): string {
  if (entity.source === null) return 'named, not collected';
  return entity.collected ? entity.source : `${entity.source}, not collected`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
