import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { RequestContext } from '../request-context.ts';

/** One system of the sample estate: served on loopback, collected with the real collector, and gone again. */
export interface SampleSource {
  collect(writer: SnapshotWriter, context: RequestContext): Promise<{ readonly gaps: number }>;
}
