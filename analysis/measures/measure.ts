import type { Drill } from '../../schema/case/drill.ts';
import type { Exception } from '../../schema/case/exception.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Found, Measure } from '../../schema/measures.ts';
import type { Graph } from '../graph/graph.ts';

/** What a case says that is measured. */
export interface MeasuredCase {
  readonly exceptions: readonly Exception[];
  readonly drills: readonly Drill[];
}

/** What measures look at. */
export interface MeasureScene {
  /** The machine identities, in the order of the entities. */
  readonly rows: readonly InventoryRow[];
  readonly graph: Graph;
  /** Numbers of the crown jewels. */
  readonly jewels: readonly number[];
  /** The number of an entity in the graph; null where it has none. */
  readonly numberOf: (id: string) => number | null;
  /** The environment of an entity: said in the case, else proposed; null where nothing tells it. */
  readonly environmentOf: (index: number) => string | null;
  /** The moment that what is known of an identity is of, in milliseconds; null where nothing tells it. */
  readonly momentOf: (row: InventoryRow) => number | null;
  /** Who issues what a federated identity is reached with, or what it presents; empty where that was not read. */
  readonly issuersOf: (row: InventoryRow) => readonly string[];
  /** Whether a gap of the collection hides relations of a kind. */
  readonly isHidden: (kind: RelationKind) => boolean;
  /** Null where no case was given. */
  readonly case: MeasuredCase | null;
  /** The moment at which exceptions and drills are counted (ISO 8601 UTC). */
  readonly at: string;
  readonly signal?: AbortSignal;
}

/** One measure. Another one is a file, a registry line and a section of docs/measures.md. */
export interface MeasureRule extends Pick<Measure, 'id' | 'title' | 'unit'> {
  /**
   * What gaps can change it: `relations` those that leave relations unknown, `collection` every operation that was not
   * collected in full, `case` none: a case is whole.
   */
  readonly looksAt: 'relations' | 'collection' | 'case';
  readonly measure: (scene: MeasureScene) => Found;
}
