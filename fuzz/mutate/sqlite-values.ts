import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { canonicalJson, type Json } from '../../schema/json.ts';
import { packBody, sha256 } from '../../schema/snapshot/body.ts';
import { contentDigest } from '../../schema/snapshot/digest.ts';
import type { Random } from '../random.ts';
import { alterValues } from './json.ts';
import { STRANGE_TEXTS, strangeValue } from './strange-values.ts';

type Connection = InstanceType<typeof Database>;

const TABLES = ['source', 'call', 'coverage', 'entity', 'relation_type', 'proof_step', 'relation'] as const;
const FOREIGN_SCHEMA: readonly string[] = [
  'CREATE VIEW strange AS SELECT * FROM entity',
  'CREATE TRIGGER strange AFTER INSERT ON meta BEGIN DELETE FROM entity; END',
  'CREATE TABLE strange (a)',
  'CREATE INDEX strange ON relation (from_entity)',
  'CREATE TABLE strange (a, b AS (a + 1))',
  'CREATE VIRTUAL TABLE strange USING fts5(x)',
  'ALTER TABLE entity ADD COLUMN strange TEXT',
  'ALTER TABLE call RENAME COLUMN region TO strange',
  'DROP INDEX entity_by_kind',
];

/**
 * A snapshot whose author means harm: rows, documents and schema are altered with SQLite's own means and the file is
 * sealed again, with the right hashes and the right digest, so that what is read behind the seal is put to the test.
 */
export function createValueMutation(folder: string): (input: Buffer, random: Random) => Buffer {
  const path = join(folder, 'mutating.sqlite');
  return (input, random) => {
    writeFileSync(path, input);
    rmSync(`${path}-journal`, { force: true });
    let db: Connection | undefined;
    try {
      db = new Database(path);
      db.exec(
        'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON',
      );
      for (let times = 1 + random.int(4); times > 0; times--) attempt(() => alter(db as Connection, random));
      if (random.chance(0.95)) attempt(() => reseal(db as Connection));
      db.close();
      return readFileSync(path);
    } catch {
      // An input that was altered before may be no database any more.
      db?.close();
      return input;
    }
  };
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Database.SqliteError) && !(error instanceof RangeError)) throw error;
  }
}

function alter(db: Connection, random: Random): void {
  switch (random.int(9)) {
    case 0:
      db.exec(random.pick(FOREIGN_SCHEMA));
      return;
    case 1:
      rewriteSchema(db, random);
      return;
    case 2:
    case 3:
    case 4:
      alterDocument(db, random);
      return;
    case 5:
      alterGraph(db, random);
      return;
    case 6: {
      const key = random.pick([
        'created_at',
        'created_by',
        'sealed_at',
        'analysis',
        'strange',
        'base_digest',
      ]);
      db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(
        key,
        random.pick(STRANGE_TEXTS),
      );
      return;
    }
    default:
      alterRow(db, random);
  }
}

function alterRow(db: Connection, random: Random): void {
  const table = random.pick(TABLES);
  const number = anyNumber(db, table, random);
  if (number === null) return;
  const columns = db.pragma(`table_info(${table})`) as { name: string; type: string }[];
  const column = random.pick(columns);
  if (random.chance(0.1)) {
    db.prepare(`DELETE FROM ${table} WHERE number = ?`).run(number);
    return;
  }
  if (random.chance(0.1)) {
    const names = columns
      .map(({ name }) => name)
      .filter((name) => name !== 'number')
      .join(', ');
    db.exec(`INSERT INTO ${table} (${names}) SELECT ${names} FROM ${table} WHERE number = ${number}`);
    return;
  }
  const value =
    column.type === 'INTEGER'
      ? random.pick([0, -1, 1, 2, 99_999, 2 ** 31, 2 ** 53 - 1, null])
      : strangeText(db, table, column.name, number, random);
  db.prepare(`UPDATE ${table} SET ${column.name} = ? WHERE number = ?`).run(value, number);
}

/** A strange text, a text that is in the column elsewhere, JSON altered, or text that is no UTF-8. */
function strangeText(db: Connection, table: string, column: string, number: number, random: Random): unknown {
  const now = db.prepare(`SELECT ${column} FROM ${table} WHERE number = ?`).pluck().get(number);
  switch (random.int(4)) {
    case 0:
      return db.prepare(`SELECT ${column} FROM ${table} ORDER BY number DESC LIMIT 1`).pluck().get();
    case 1:
      return db
        .prepare('SELECT CAST(? AS TEXT)')
        .pluck()
        .get(Buffer.from([0x61, 0xc3, 0x28, 0xff, 0x00, 0x62]));
    case 2: {
      const value = parsed(now);
      if (value === undefined) return random.pick(STRANGE_TEXTS);
      const root = { value };
      alterValues(root as Record<string, unknown>, random, []);
      return JSON.stringify(root.value) ?? 'null';
    }
    default:
      return random.pick(STRANGE_TEXTS);
  }
}

/** An observation says something else, and its hash agrees. */
function alterDocument(db: Connection, random: Random): void {
  const number = anyNumber(db, 'body', random);
  if (number === null) return;
  const row = db.prepare('SELECT sha256, size, data FROM body WHERE number = ?').get(number) as {
    size: number;
    data: Buffer;
  };
  if (random.chance(0.1)) {
    const size = random.pick([0, 1, row.size + 1, 2 ** 31 - 1, 2 ** 40]);
    db.prepare('UPDATE body SET size = ? WHERE number = ?').run(size, number);
    return;
  }
  if (random.chance(0.1)) {
    const bytes = Buffer.from(random.pick([...STRANGE_TEXTS, '['.repeat(5_000), '"'.repeat(3)]));
    db.prepare('UPDATE body SET sha256 = ?, size = ?, data = ? WHERE number = ?').run(
      sha256(bytes),
      bytes.length,
      bytes,
      number,
    );
    return;
  }
  const root = { document: documentOf(row) };
  alterValues(root, random, []);
  if (random.chance(0.1)) root.document = strangeValue(random) as Json;
  const body = packBody(JSON.parse(canonicalJson((root.document ?? null) as Json)) as Json, 'altered');
  db.prepare('UPDATE body SET sha256 = ?, size = ?, data = ? WHERE number = ?').run(
    body.sha256,
    body.size,
    body.data,
    number,
  );
}

function documentOf({ size, data }: { readonly size: number; readonly data: Buffer }): Json {
  try {
    return JSON.parse((data.length === size ? data : inflateSync(data)).toString('utf8')) as Json;
  } catch {
    return null;
  }
}

function alterGraph(db: Connection, random: Random): void {
  const number = anyNumber(db, 'graph', random);
  if (number === null) return;
  const data = db.prepare('SELECT data FROM graph WHERE number = ?').pluck().get(number) as Buffer;
  const out = Buffer.from(data);
  if (out.length >= 4)
    out.writeInt32LE(random.pick([-1, 0, 1, 2 ** 31 - 1, -(2 ** 31), 99]), 4 * random.int(out.length >> 2));
  const part = random.chance(0.2) ? out.subarray(0, random.int(out.length + 1)) : out;
  db.prepare('UPDATE graph SET data = ?, sha256 = ? WHERE number = ?').run(part, sha256(part), number);
}

/** SQLite believes what its own table of contents says, and that may be written. */
function rewriteSchema(db: Connection, random: Random): void {
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  const object = random.pick(db.prepare('SELECT name FROM sqlite_schema').pluck().all() as string[]);
  const change = random.pick([
    `UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = ?`,
    `UPDATE sqlite_schema SET rootpage = ${random.int(40)} WHERE name = ?`,
    `UPDATE sqlite_schema SET sql = 'CREATE TABLE x (a, b, c)' WHERE name = ?`,
    `UPDATE sqlite_schema SET type = 'view' WHERE name = ?`,
    `UPDATE sqlite_schema SET name = upper(name) WHERE name = ?`,
    `DELETE FROM sqlite_schema WHERE name = ?`,
    `UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = ?`,
  ]);
  db.prepare(change).run(object);
  db.pragma('writable_schema = RESET');
  db.unsafeMode(false);
}

function reseal(db: Connection): void {
  db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('digest', ?)`).run(contentDigest(db));
}

function anyNumber(db: Connection, table: string, random: Random): number | null {
  const count = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  if (count === 0) return null;
  return db
    .prepare(`SELECT number FROM ${table} ORDER BY number LIMIT 1 OFFSET ?`)
    .pluck()
    .get(random.int(count)) as number;
}

function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
