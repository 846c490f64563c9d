import type { CheckOptions } from '../check-process.ts';
import { checkSnapshotInChild } from './check-in-child.ts';
import { type AdmissionLimits, DEFAULT_LIMITS } from './limits.ts';
import { copyPrivately, type PrivateCopy, removeCopy } from './private-copy.ts';

export interface AdmitOptions extends CheckOptions {
  /** Folder for copies, of this user alone; made if it is not there. Remove the copy after use. */
  readonly privateDir: string;
  /** Path of `snapshot-check-entry`, as it runs here. */
  readonly checkEntry: string;
  readonly limits?: Partial<AdmissionLimits>;
  /** Bytes copied, of the file's. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Admitted extends PrivateCopy {
  /** The digest that was recomputed; null for an unfinished file. */
  readonly digest: string | null;
}

/**
 * Lets a snapshot in that someone else made: copies it to a private place, checks the copy in a process that can be
 * killed, and returns the copy to open (`openSnapshot(copy, { name })`). The original is only read. Throws
 * `input-refused`, `input-unreadable` or `cancelled`, leaving nothing behind.
 */
export async function admitSnapshot(path: string, options: AdmitOptions): Promise<Admitted> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { signal, start, onProgress } = options;
  const copy = await copyPrivately(path, {
    folder: options.privateDir,
    fileBytes: limits.fileBytes,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  try {
    const job = { path: copy.path, name: path, mode: 'stranger', limits } as const;
    const { digest } = await checkSnapshotInChild(options.checkEntry, job, {
      ...(signal && { signal }),
      ...(start && { start }),
    });
    return { ...copy, digest };
  } catch (error) {
    await removeCopy(copy.path);
    throw error;
  }
}
