import type { SnapshotReader } from '../../schema/snapshot/types.ts';

/** All that reading facts needs of a snapshot. */
export type ObservationSource = Pick<SnapshotReader, 'sources' | 'coverage' | 'calls' | 'document'>;
