import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';

/** What can be proposed of an entity, for a person to confirm. */
export type Proposed =
  | { readonly mark: 'tier'; readonly value: 0 | 1 | 2 }
  | { readonly mark: 'environment'; readonly value: string };

/** Why, in one sentence that can be checked. */
export type Guess = Proposed & { readonly reason: string };

/** What a rule looks at besides the entity itself. */
export interface ProposalScene {
  readonly entityById: (id: string) => EntityRow | null;
  /** The tier as answers have it now: by marks, else by rules. */
  readonly tierOf: (entity: EntityRow) => 0 | 1 | 2 | null;
  /** The environment by mark, tag, name or place; null where nothing tells. */
  readonly environmentOf: (entity: EntityRow) => string | null;
  /** What the entity may certainly do to others, at most a few hundred. */
  readonly allowed: (entity: EntityRow) => readonly { readonly kind: RelationKind; readonly to: EntityRow }[];
}

/** One rule that proposes tiers or environments. Another one is a file and a registry line. */
export interface ProposalRule {
  readonly id: string;
  readonly propose: (entity: EntityRow, scene: ProposalScene) => Guess | null;
}

/** What rules propose of one entity, and every reason for it. No mark until a person confirms it. */
export type Proposal = Proposed & {
  readonly entity: EntityRow;
  readonly reasons: readonly { readonly rule: string; readonly says: string }[];
};
