import { openSnapshot } from '../schema/snapshot/open.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import { isOwn } from './own-files.ts';

export interface Opened {
  readonly reader: SnapshotReader;
  /** True for a file this machine sealed and nobody touched since. */
  readonly trusted: boolean;
  /** Folder of the private copy that is read instead of the original, to be removed afterwards. */
  readonly privateCopy: string | null;
  readonly warnings: string[];
}

export async function openForReading(path: string, _signal: AbortSignal): Promise<Opened> {
  return { reader: openSnapshot(path), trusted: isOwn(path), privateCopy: null, warnings: [] };
}
