import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { TrustpathError } from '../errors.ts';
import { readHeader, type SnapshotHeader } from './header.ts';
import { hasHotJournal } from './journal.ts';
import { readSnapshot } from './read.ts';
import { schemaDifference } from './schema-objects.ts';
import type { Connection } from './statements.ts';
import type { SnapshotReader } from './types.ts';

export interface OpenOptions {
  /** The path that `info` and messages name, where a copy is opened in its stead. */
  readonly name?: string;
}

/**
 * Opens a snapshot, sealed or unfinished, that this machine made or has admitted. Checks its header and layout, not
 * every row: `verifySnapshot` does. Nothing is created beside a sealed file. Throws `input-unreadable` or
 * `input-refused`.
 */
export function openSnapshot(path: string, options: OpenOptions = {}): SnapshotReader {
  const name = options.name ?? path;
  const { db, header } = openReadOnly(path, name);
  try {
    const reader = readSnapshot(db, name, () => db.close());
    if (header.state === 'sealed' && reader.info().digest === null) {
      throw new TrustpathError('input-refused', `${name}: claims to be sealed but carries no digest.`);
    }
    return reader;
  } catch (error) {
    db.close();
    throw asRefusal(error, name);
  }
}

/** A read-only connection that runs nothing the file brings along, once header and layout are ours. */
export function openReadOnly(path: string, name: string): { db: Connection; header: SnapshotHeader } {
  refuseOrRollBackJournal(path, name, readHeader(path, name));
  const header = readHeader(path, name);
  let db: Connection | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 1_000 });
    for (const pragma of [
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'mmap_size = 0',
      'query_only = ON',
    ]) {
      db.pragma(pragma);
    }
    // Nobody writes to a sealed file, so the lock of the first read is kept: taking it again for each row that is asked
    // for by itself took more time than the row.
    if (header.state === 'sealed') db.pragma('locking_mode = EXCLUSIVE');
    const version = db.pragma('user_version', { simple: true }) as number;
    const difference = schemaDifference(db, version, header.state);
    if (difference !== null) throw new TrustpathError('input-refused', `${name}: ${difference}.`);
    return { db, header };
  } catch (error) {
    db?.close();
    throw asRefusal(error, name);
  }
}

/**
 * A journal beside an unfinished file is what a killed collection leaves: SQLite rolls it back, which needs a moment
 * of writing. Beside a sealed file it does not belong there, and rolling it back would alter the file.
 */
function refuseOrRollBackJournal(path: string, name: string, header: SnapshotHeader): void {
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) {
      throw new TrustpathError(
        'input-refused',
        `${name}: has ${name}${suffix} beside it, left by another program. Move that file away.`,
      );
    }
  }
  if (header.state === 'sealed') {
    const journal = statSync(`${path}-journal`, { throwIfNoEntry: false });
    if (!journal || journal.size === 0) return;
    throw new TrustpathError(
      'input-refused',
      `${name}: has ${name}-journal beside it, left by another program; with it the sealed file would be altered. Move that file away.`,
    );
  }
  if (!hasHotJournal(path, name)) return;
  try {
    const db = new Database(path, { fileMustExist: true, timeout: 1_000 });
    // Asking the header for anything takes the lock that rolls back; no table of the file is touched.
    db.pragma('user_version');
    db.close();
  } catch (error) {
    throw asRefusal(error, name);
  }
}

/** SQLite's own errors as refusals that name the file. Other errors pass as they are. */
export function asRefusal(error: unknown, name: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_BUSY')) {
    return new TrustpathError('input-unreadable', `${name}: is being written by another Trustpath.`, {
      cause: error,
      retryable: true,
    });
  }
  if (error.code.startsWith('SQLITE_IOERR') || error.code === 'SQLITE_CANTOPEN') {
    return new TrustpathError('input-unreadable', `${name}: cannot be read (${error.message}).`, {
      cause: error,
    });
  }
  return new TrustpathError('input-refused', `${name}: is damaged (${error.message}).`, { cause: error });
}
