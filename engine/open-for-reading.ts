import type { SnapshotReader } from '../schema/snapshot/types.ts';

export interface Opened {
  readonly reader: SnapshotReader;
  /** True for a file this machine sealed and nobody touched since. */
  readonly trusted: boolean;
  /** Folder of the private copy that is read instead of the original, to be removed afterwards. */
  readonly privateCopy: string | null;
  readonly warnings: string[];
}
