import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { publishOver } from '../lasting-files.ts';
import { contentDigest } from './digest.ts';
import { FORMAT, makingPath, SEALED_APPLICATION_ID } from './format.ts';
import { writeGraph } from './graph-parts.ts';
import { removeWithJournal } from './make-file.ts';
import { openSnapshot } from './open.ts';
import { type Connection, statements } from './statements.ts';
import type { GraphBlobs, SealInput, SealOptions, SnapshotInfo } from './types.ts';
import { writeEntities } from './write-entities.ts';
import { writeRelations } from './write-relations.ts';

interface Unfinished {
  readonly db: Connection;
  /** The file that is collected into. */
  readonly working: string;
  /** Where the sealed file goes. */
  readonly published: string;
}

/**
 * Seals: copies the evidence to a new file, adds entities, relations and graph (their position is their number),
 * makes the indexes, takes the digest, and puts the file in its place in one step. Until that step the unfinished
 * file is as it was; after it the connection is closed.
 */
export function sealSnapshot(
  unfinished: Unfinished,
  derived: SealInput,
  graph: GraphBlobs,
  options: SealOptions,
): SnapshotInfo {
  const { db, working, published } = unfinished;
  const making = makingPath(published);
  removeWithJournal(making);
  try {
    dropUnusedBodies(db);
    db.prepare('VACUUM INTO ?').run(making);
    const digest = fill(making, derived, graph, options, published);
    if (working !== published) {
      db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('sealing_digest', ?)`).run(digest);
    }
    db.close();
    // One that could not be taken away when the collection broke off: with it beside, the sealed file would be refused.
    rmSync(`${working}-journal`, { force: true });
    publishOver(making, published);
    if (working !== published) removeWithJournal(working);
  } catch (error) {
    removeWithJournal(making);
    throw error;
  }
  const reader = openSnapshot(published);
  try {
    return reader.info();
  } finally {
    reader.close();
  }
}

/** Documents of calls that were replaced or forgotten are no part of the evidence. */
function dropUnusedBodies(db: Connection): void {
  db.exec('DELETE FROM body WHERE number NOT IN (SELECT body FROM call WHERE body IS NOT NULL)');
}

function fill(
  path: string,
  derived: SealInput,
  graph: GraphBlobs,
  options: SealOptions,
  name: string,
): string {
  const db = new Database(path, { fileMustExist: true });
  try {
    // Nothing needs undoing: a failure throws the whole file away. Foreign keys are resolved while writing.
    db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; BEGIN EXCLUSIVE`);
    const sql = statements(db);
    const meta = sql('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
    sql(`DELETE FROM meta WHERE key IN ('base_digest', 'sealing_digest')`).run();
    meta.run('sealed_at', options.sealedAt);
    meta.run('analysis', options.analysis);

    const bodies = new Map(
      sql(`SELECT 'sha256:' || sha256, number FROM body`).raw(true).all() as [string, number][],
    );
    const numbers = writeEntities(sql, derived.entities, bodies, name);
    writeRelations(sql, derived, numbers, bodies, name);
    writeGraph(sql, graph);
    for (const statement of FORMAT.indexes) db.exec(statement);

    const digest = contentDigest(db);
    meta.run('digest', digest);
    db.pragma(`application_id = ${SEALED_APPLICATION_ID}`);
    db.exec('COMMIT');
    return digest;
  } finally {
    db.close();
  }
}
