import type { RelationEnds, SnapshotReader } from '../schema/snapshot/types.ts';
import { atOnce, sharedSteps } from './steps.ts';

/** The ends of every relation of a sealed snapshot, read once for all questions. */
export const relationEndsRead = sharedSteps((reader: SnapshotReader) => reader.relationEndsKept());

/** The same without a stop: the rest of it, where somebody began. */
export function relationEndsOf(reader: SnapshotReader): RelationEnds {
  return atOnce(relationEndsRead(reader));
}
