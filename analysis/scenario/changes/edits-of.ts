import type { Json } from '../../../schema/json.ts';
import type { Entity, ObservationId } from '../../../schema/records.ts';
import type { Change, ChangeKind } from '../../../schema/scenario.ts';
import type { Estates } from '../../estates.ts';
import type { Edit } from '../edit.ts';

/** What a change needs to know of the snapshot to find the places that it edits. */
export interface Configuration {
  readonly estates: Estates;
  /** The entity of an id; null where the snapshot has none. */
  entity(id: string): Pick<Entity, 'id' | 'kind' | 'collected' | 'evidence'> | null;
  /** What was answered or read. */
  document(observation: ObservationId): Json;
}

export type ChangeOf<K extends ChangeKind> = Extract<Change, { change: K }>;

/**
 * The edits of observed documents that a change stands for.
 * @throws TrustpathError `entity-not-found` or `input-refused` where it cannot be made in this snapshot
 */
export type EditsOf<K extends ChangeKind> = (
  change: ChangeOf<K>,
  configuration: Configuration,
) => readonly Edit[];
