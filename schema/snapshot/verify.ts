import { TrustpathError } from '../errors.ts';
import { sha256, unpackBody } from './body.ts';
import { contentDigest } from './digest.ts';
import { asRefusal, openReadOnly } from './open.ts';
import { type Connection, statements } from './statements.ts';

/** What was verified. */
export interface Verification {
  /** Null for an unfinished file, which has none yet. */
  readonly digest: string | null;
}

/**
 * Verifies that nothing in a snapshot was altered since it was sealed: SQLite's own structure and indexes, references,
 * the hash of every document and graph array, and the digest over all of it. Reads the whole file (seconds for
 * hundreds of megabytes); `checkSnapshotInChild` does it without blocking. Throws `input-refused` with the first
 * difference.
 */
export function verifySnapshot(path: string, name = path): Verification {
  const { db, header } = openReadOnly(path, name);
  try {
    verifyStructure(db, name);
    verifyReferences(db, name);
    verifyDocuments(db, name);
    verifyGraph(db, name);
    return { digest: header.state === 'sealed' ? verifyDigest(db, name) : null };
  } catch (error) {
    throw asRefusal(error, name);
  } finally {
    db.close();
  }
}

const refused = (name: string, reason: string) => new TrustpathError('input-refused', `${name}: ${reason}`);

/** `integrity_check` rather than `quick_check`: it compares the few indexes there are with their tables as well. */
export function verifyStructure(db: Connection, name: string): void {
  const first = db.pragma('integrity_check(1)', { simple: true });
  if (first !== 'ok') throw refused(name, `is damaged (${String(first).split('\n')[0]}).`);
}

export function verifyReferences(db: Connection, name: string): void {
  const broken = db.prepare('SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 1').get() as
    | { table: string; rowid: number | null; parent: string }
    | undefined;
  if (broken) {
    throw refused(
      name,
      `row ${broken.rowid ?? '?'} of ${broken.table} refers to a row of ${broken.parent} that is not there.`,
    );
  }
}

/** Hashes every document; `inspect` sees its bytes. */
export function verifyDocuments(
  db: Connection,
  name: string,
  inspect: (bytes: Buffer, sha256: string) => void = () => undefined,
): void {
  const sql = statements(db);
  const numbers = sql('SELECT number FROM body ORDER BY number').pluck().all() as number[];
  for (const number of numbers) {
    const body = sql('SELECT sha256, size, data FROM body WHERE number = ?').get(number) as {
      sha256: string;
      size: number;
      data: Uint8Array;
    };
    inspect(unpackBody(body, name), body.sha256);
  }
}

export function verifyGraph(db: Connection, name: string): void {
  const sql = statements(db);
  const parts = sql('SELECT number, name, part, sha256 FROM graph ORDER BY number').raw(true).all() as [
    number,
    string,
    number,
    string,
  ][];
  for (const [number, array, part, hash] of parts) {
    const data = sql('SELECT data FROM graph WHERE number = ?').pluck().get(number) as Uint8Array;
    if (sha256(data) !== hash) throw refused(name, `part ${part} of the graph array "${array}" was altered.`);
  }
}

export function verifyDigest(db: Connection, name: string): string {
  const stored = db.prepare(`SELECT value FROM meta WHERE key = 'digest'`).pluck().get() as
    | string
    | undefined;
  const found = contentDigest(db);
  if (stored !== found) {
    throw refused(
      name,
      `was altered after it was sealed: its content has the digest ${found}, the seal says ${stored ?? 'nothing'}.`,
    );
  }
  return found;
}
