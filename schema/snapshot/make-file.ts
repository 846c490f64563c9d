import { accessSync, closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { TrustpathError } from '../errors.ts';
import { takeName } from '../lasting-files.ts';
import { FORMAT, FORMAT_VERSION, makingPath, UNFINISHED_APPLICATION_ID } from './format.ts';
import type { Connection } from './statements.ts';
import type { Redaction } from './types.ts';

export interface CreateOptions {
  /** Version of Trustpath. */
  readonly createdBy: string;
  readonly createdAt: string;
  /** Where the evidence is another snapshot's with pseudonyms: that one's digest, and what was replaced. */
  readonly redaction?: Redaction;
}

/**
 * Makes an unfinished snapshot at `path`, which must not exist. It is made under another name and takes its own only
 * when it is complete, so that no crash leaves half a file there.
 */
export function makeUnfinished(path: string, options: CreateOptions, fill: (db: Connection) => void): void {
  const making = makingPath(path);
  if (existsSync(path))
    throw new TrustpathError('output-refused', `${path}: exists already; it is not overwritten.`);
  try {
    removeWithJournal(making);
    closeSync(openSync(making, 'wx', 0o600));
    const db = new Database(making);
    try {
      db.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; BEGIN');
      for (const statement of FORMAT.tables) db.exec(statement);
      db.pragma(`application_id = ${UNFINISHED_APPLICATION_ID}`);
      db.pragma(`user_version = ${FORMAT_VERSION}`);
      const meta = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
      meta.run('created_at', options.createdAt);
      meta.run('created_by', options.createdBy);
      if (options.redaction) {
        meta.run('redacted_from', options.redaction.of);
        meta.run('redaction', options.redaction.policy);
      }
      db.exec('COMMIT');
      fill(db);
    } finally {
      db.close();
    }
    takeName(making, path);
  } catch (error) {
    removeWithJournal(making);
    throw asWriteFailure(error, path);
  }
}

export function removeWithJournal(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}-journal`, { force: true });
}

/** Failures of writing as `output-refused` with the file and the reason. Other errors pass as they are. */
export function asWriteFailure(error: unknown, path: string): unknown {
  if (error instanceof TrustpathError) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return error;
  const refuse = (reason: string, retryable = false) =>
    new TrustpathError('output-refused', `${path}: ${reason}.`, { cause: error, retryable });
  if (code.startsWith('SQLITE_BUSY')) return refuse('is being written by another Trustpath', true);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return refuse('there is no space left to write it', true);
  if (code === 'ENOENT' || code === 'ENOTDIR') return refuse('its folder does not exist');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code.startsWith('SQLITE_READONLY')) {
    return refuse('permission to write it is denied');
  }
  if (code === 'EEXIST') return refuse('exists already; it is not overwritten');
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return refuse('is damaged');
  // SQLite says no more of a journal that it may not make.
  if (code === 'SQLITE_CANTOPEN' && !isWritable(dirname(path)))
    return refuse('permission to write it is denied');
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN' || code === 'EIO')
    return refuse(`cannot be written (${code})`);
  return error;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    return !['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
