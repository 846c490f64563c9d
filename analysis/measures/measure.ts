import type { Drill } from '../../schema/case/drill.ts';
import type { Exception } from '../../schema/case/exception.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Found, Measure, PathSeen } from '../../schema/measures.ts';
import type { Graph } from '../graph/graph.ts';
import type { Steps } from '../steps.ts';

/** A path that somebody named in the case, by its ends, and what the snapshots of the case say of it. */
export interface FollowedPath {
  readonly from: string;
  readonly to: string;
  /** When the case first named it (ISO 8601 UTC). */
  readonly named: string;
  /** In the order of sealing. */
  readonly seen: readonly (PathSeen & { readonly at: string })[];
}

/** What a case says that is measured. */
export interface MeasuredCase {
  readonly exceptions: readonly Exception[];
  readonly drills: readonly Drill[];
  readonly paths: readonly FollowedPath[];
  /** How many of its snapshots were not looked at for its paths. */
  readonly unseen: number;
}

/** What measures of a case look at. */
export interface CaseScene {
  readonly case: MeasuredCase;
  /** The moment at which it is counted (ISO 8601 UTC). */
  readonly at: string;
}

/** What measures look at. */
export interface MeasureScene {
  /** The machine identities, in the order of the entities. */
  readonly rows: readonly InventoryRow[];
  readonly graph: Graph;
  /** Numbers of the crown jewels. */
  readonly jewels: readonly number[];
  /** Numbers of all that is of tier 0 or 1 by itself: crown jewels, data and keys. */
  readonly valuables: readonly number[];
  /** The number of an identity in the graph; null where it has none. */
  readonly numberOf: (id: string) => number | null;
  /** Whether a key is past its end or was disabled: it lets nobody in. */
  readonly isEnded: (row: InventoryRow) => boolean;
  /** The environment of an entity: said in the case, else proposed; null where nothing tells it. */
  readonly environmentOf: (index: number) => string | null;
  /** The moment that what is known of an identity is of, in milliseconds; null where nothing tells it. */
  readonly momentOf: (row: InventoryRow) => number | null;
  /** Who issues what a federated identity is reached with, or what it presents; empty where that was not read. */
  readonly issuersOf: (row: InventoryRow) => readonly string[];
  /** Whether a gap of the collection hides relations of a kind. */
  readonly isHidden: (kind: RelationKind) => boolean;
}

/** Another measure is a file, a registry line and a line of docs/measures.md. */
type Named = Pick<Measure, 'id' | 'title' | 'definition' | 'unit' | 'better'>;

/** A measure of a snapshot. */
export interface SnapshotMeasure extends Named {
  /** What gaps can change it: those that leave relations unknown, or every operation that was not collected in full. */
  readonly looksAt: 'relations' | 'collection';
  /** In steps, where it takes long. */
  readonly measure: (scene: MeasureScene) => Found | Steps<Found>;
}

/** A measure of what the case says. A case is whole, so that no gap of a collection can change it. */
export interface CaseMeasure extends Named {
  readonly looksAt: 'case';
  /** Completes "No case was given: …". */
  readonly keptThere: string;
  readonly measure: (scene: CaseScene) => Found;
}

export type MeasureRule = SnapshotMeasure | CaseMeasure;
