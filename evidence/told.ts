import type { Entity } from '../schema/records.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';

/** What reports and tables say of an entity. */
export type ToldEntity = Omit<Entity, 'attributes'>;

/** What reports, tables and custody are written from: a snapshot, or what a bundle tells of one. */
export interface Told extends Pick<SnapshotReader, 'info' | 'coverage' | 'calls'> {
  entityById(id: string): ToldEntity | null;
}
