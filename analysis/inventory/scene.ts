import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { EvidenceRef } from '../../schema/records.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import type { Estates } from '../estates.ts';
import type { Lookup } from './lookup.ts';

/** A tag, label or annotation; `name` is the key without the prefix of a Kubernetes label. */
export interface Tag {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly ref: EvidenceRef | null;
}

/** Something that says who owns an identity. */
export interface OwnerClaim {
  /** Id of the source that found it. */
  readonly source: string;
  readonly owner: string;
  /** One sentence that can be checked. */
  readonly says: string;
  readonly ref: EvidenceRef | null;
}

/** What the sources of evidence look at. */
export interface InventoryScene {
  readonly estates: Estates;
  readonly lookup: Lookup;
  readonly entityById: (id: string) => EntityRow | null;
  readonly tagsOf: (entity: EntityRow) => readonly Tag[];
  /** The strongest claim on another entity; null where nothing claims it, or where it is asked for in a circle. */
  readonly ownerOf: (entity: EntityRow) => OwnerClaim | null;
  /** Entities from which a relation of one of the kinds leads to this one. */
  readonly from: (entity: EntityRow, kinds: ReadonlySet<RelationKind>) => readonly EntityRow[];
}

/** One source of ownership evidence. Another one is a file and a registry line. */
export interface OwnerSource {
  readonly id: string;
  readonly find: (entity: EntityRow, scene: InventoryScene) => readonly Omit<OwnerClaim, 'source'>[];
}
