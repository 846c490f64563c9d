import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { admitSnapshot } from '../schema/snapshot/admit.ts';
import { checkSnapshotInChild } from '../schema/snapshot/check-in-child.ts';
import { DEFAULT_LIMITS } from '../schema/snapshot/limits.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import { checkEntry } from './check-entries.ts';
import { dataFolder } from './data-folder.ts';
import { isOwn } from './own-files.ts';
import type { RequestContext } from './request-context.ts';
import type { Session } from './sessions.ts';

export interface Opened {
  readonly reader: SnapshotReader;
  /** True for a file this machine sealed and nobody touched since. */
  readonly trusted: boolean;
  /** The private copy that is read instead of the original, to be removed afterwards. */
  readonly privateCopy: string | null;
  readonly warnings: string[];
}

const COPY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Opens a snapshot. One that this machine made and that was not touched since is opened where it is; any other is a
 * stranger's: it is copied to a private place, checked there in a process that can be killed, and the copy is read.
 */
export async function openForReading(
  path: string,
  { signal, startCheck, onProgress }: RequestContext,
): Promise<Opened> {
  if (isOwn(path)) return { reader: openSnapshot(path), trusted: true, privateCopy: null, warnings: [] };
  const privateDir = dataFolder('private');
  removeOldCopies(privateDir);
  const admitted = await admitSnapshot(path, {
    privateDir,
    checkEntry: checkEntry('snapshot-check-entry'),
    signal,
    ...(startCheck && { start: startCheck }),
    onProgress: (done, total) =>
      onProgress({ stage: 'open', source: null, detail: 'Copying to check', done, total, gaps: 0 }),
  });
  try {
    const reader = openSnapshot(admitted.path, { name: path });
    return { reader, trusted: false, privateCopy: admitted.path, warnings: [] };
  } catch (error) {
    rmSync(admitted.path, { force: true });
    throw error;
  }
}

/**
 * Verifies a snapshot that this machine sealed, which opening leaves for later: every hash and the digest over all of
 * it. A stranger's was verified before it was opened. Answers the digest; throws `input-refused` with the difference.
 */
export async function verifyOpened(
  session: Session,
  { signal, startCheck }: RequestContext,
): Promise<string | null> {
  const { path, digest } = session.reader.info();
  if (!session.trusted) return digest;
  // It is verified by its name, in another process.
  session.file.requireInPlace();
  const job = { path, name: path, mode: 'own', limits: DEFAULT_LIMITS } as const;
  const verified = await checkSnapshotInChild(checkEntry('snapshot-check-entry'), job, {
    signal,
    ...(startCheck && { start: startCheck }),
  });
  return verified.digest;
}

/** Copies that an engine which was killed could not remove. */
function removeOldCopies(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > COPY_LIFETIME_MS) rmSync(file, { recursive: true, force: true });
  }
}
