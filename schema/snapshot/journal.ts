import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { TrustpathError } from '../errors.ts';

/** A journal that ends so names a second journal, which SQLite reads and may delete when it rolls back. */
const SUPER_JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex');

/**
 * Whether a journal beside the file must be rolled back before the file can be read: a kill in the middle of a
 * transaction leaves one (https://www.sqlite.org/fileformat.html#the_rollback_journal). Throws `input-refused` for one
 * that names another file: ours never do, and rolling it back could delete that file.
 */
export function hasHotJournal(path: string, name = path): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(`${path}-journal`, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new TrustpathError('input-unreadable', `${name}: the journal beside it cannot be read.`, {
      cause: error,
    });
  }
  try {
    const { size } = fstatSync(descriptor);
    const first = Buffer.alloc(1);
    if (readSync(descriptor, first, 0, 1, 0) === 0 || first[0] === 0) return false;
    const last = Buffer.alloc(SUPER_JOURNAL_MAGIC.length);
    readSync(descriptor, last, 0, last.length, Math.max(0, size - last.length));
    if (last.equals(SUPER_JOURNAL_MAGIC)) {
      throw new TrustpathError(
        'input-refused',
        `${name}: the journal beside it names another file, which no snapshot's does.`,
      );
    }
    return true;
  } finally {
    closeSync(descriptor);
  }
}
