import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { TrustpathError } from '../errors.ts';
import { addingPath } from './format.ts';
import { readHeader } from './header.ts';
import { asWriteFailure, type CreateOptions, makeUnfinished, removeWithJournal } from './make-file.ts';
import { openReadOnly, openSnapshot } from './open.ts';
import type { Connection } from './statements.ts';
import type { SnapshotWriter } from './types.ts';
import { writeSnapshot } from './write.ts';

/**
 * Begins a snapshot at `path`, where no file may be. The file opens at any moment from then on, says how far the
 * collection got, and is replaced by the sealed one at the end. Throws `output-refused`.
 */
export function createSnapshot(path: string, options: CreateOptions): SnapshotWriter {
  makeUnfinished(path, options, () => undefined);
  return openWriter(path, path);
}

/**
 * Continues an unfinished collection: of a new snapshot, or of an addition to a sealed one. Throws `input-refused`
 * where there is nothing to continue.
 */
export function resumeSnapshot(path: string): SnapshotWriter {
  if (readHeader(path).state === 'unfinished') return openWriter(path, path);
  const adding = addingPath(path);
  if (!existsSync(adding) || wasPublished(path, adding)) {
    throw new TrustpathError(
      'input-refused',
      `${path}: is sealed; there is no unfinished collection to resume.`,
    );
  }
  readHeader(adding);
  return openWriter(adding, path);
}

/**
 * Begins an addition to a sealed snapshot. What it holds is copied to a file of its own beside it; the sealed file
 * stays as it is until sealing puts the new one in its place. Throws `input-refused` or `output-refused`.
 */
export function addToSnapshot(path: string, options: CreateOptions): SnapshotWriter {
  if (readHeader(path).state === 'unfinished') {
    throw new TrustpathError('input-refused', `${path}: its collection is unfinished; resume that first.`);
  }
  const adding = addingPath(path);
  if (existsSync(adding) && !wasPublished(path, adding)) {
    throw new TrustpathError(
      'output-refused',
      `${adding}: an unfinished addition to ${path} is there. Resume it, or remove that file.`,
    );
  }
  // Checks layout and journal before the file is attached to a connection that may write.
  openReadOnly(path, path).db.close();
  makeUnfinished(adding, options, (db) => copyEvidence(db, path));
  return openWriter(adding, path);
}

const EVIDENCE = ['source', 'body', 'call', 'coverage'] as const;

function copyEvidence(db: Connection, sealedPath: string): void {
  db.prepare('ATTACH DATABASE ? AS sealed').run(sealedPath);
  db.exec('BEGIN');
  for (const table of EVIDENCE) db.exec(`INSERT INTO main.${table} SELECT * FROM sealed.${table}`);
  db.exec(`INSERT INTO main.meta SELECT 'base_digest', value FROM sealed.meta WHERE key = 'digest'`);
  db.exec(
    `INSERT INTO main.meta SELECT key, value FROM sealed.meta WHERE key IN ('redacted_from', 'redaction'); COMMIT`,
  );
  db.exec('DETACH DATABASE sealed');
}

/**
 * True where the addition was sealed and only its removal was cut off; it is then removed. Throws where the file at
 * `path` is no longer the one that the addition was begun from: sealing would lose what came in between.
 */
function wasPublished(path: string, adding: string): boolean {
  const { db } = openReadOnly(adding, adding);
  const meta = new Map(db.prepare('SELECT key, value FROM meta').raw().all() as [string, string][]);
  db.close();
  const reader = openSnapshot(path);
  const { digest } = reader.info();
  reader.close();
  if (meta.get('sealing_digest') === digest) {
    removeWithJournal(adding);
    return true;
  }
  if (meta.get('base_digest') === digest) return false;
  throw new TrustpathError(
    'output-refused',
    `${adding}: was begun from another version of ${path}. Move it away to go on.`,
  );
}

/** Opens the file that is written, for one writer alone. A hot journal left by a kill is rolled back here. */
function openWriter(working: string, published: string): SnapshotWriter {
  try {
    // Header and layout are checked as for reading; this also rolls a journal back.
    openReadOnly(working, working).db.close();
    const db = new Database(working, { fileMustExist: true, timeout: 500 });
    try {
      // Exclusive: two collections into one file would overwrite each other. The lock ends with the process.
      db.pragma('locking_mode = EXCLUSIVE');
      db.pragma('journal_mode = DELETE');
      // Full: a recorded call survives a power cut, not only a kill. Beside a network call it costs little.
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      db.exec('BEGIN EXCLUSIVE; COMMIT');
    } catch (error) {
      db.close();
      throw error;
    }
    return writeSnapshot(db, working, published);
  } catch (error) {
    throw asWriteFailure(error, published);
  }
}
