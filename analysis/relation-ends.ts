import type { SnapshotReader } from '../schema/snapshot/types.ts';

type Ends = ReturnType<SnapshotReader['relationEnds']>;

const known = new WeakMap<SnapshotReader, Ends>();

/** The ends of every relation of a sealed snapshot, read once for all questions: some 12 bytes a relation. */
export function relationEndsOf(reader: SnapshotReader): Ends {
  const ends = known.get(reader) ?? reader.relationEnds();
  known.set(reader, ends);
  return ends;
}
