import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TrustpathError } from '../errors.ts';
import { admitSnapshot } from './admit.ts';
import { checkStranger } from './check-stranger.ts';
import { createSnapshot, resumeSnapshot } from './create.ts';
import { contentDigest } from './digest.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { openSnapshot } from './open.ts';
import { CREATED, collectSample, sealSample, workFolder } from './testing/sample.ts';
import { verifySnapshot } from './verify.ts';

let work: ReturnType<typeof workFolder>;
let path: string;
beforeEach(() => {
  work = workFolder();
  path = work.file('from-elsewhere.trustpath');
});
afterEach(() => work.remove());

const checkEntry = join(import.meta.dirname, 'snapshot-check-entry.ts');
const admit = () => admitSnapshot(path, { privateDir: work.file('private'), checkEntry });

/** The same check without copy and process, for the many cases in which these add nothing but time. */
const check = () => checkStranger(path, path, DEFAULT_LIMITS);

/** The one error of a refused file: it names the file, and nothing was left or made beside it. */
async function refusal(attempt: () => unknown): Promise<TrustpathError> {
  const before = work.names().filter((name) => name !== 'private');
  const error = await Promise.resolve()
    .then(attempt)
    .then(
      () => new Error('was opened'),
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(TrustpathError);
  const refused = error as TrustpathError;
  expect(refused.message.startsWith(`${path}: `)).toBe(true);
  expect(refused.message).not.toContain('\n');
  expect(refused.message).not.toContain(work.file('private'));
  expect(work.names().filter((name) => name !== 'private')).toEqual(before);
  expect(existing(work.file('private'))).toEqual([]);
  return refused;
}
const existing = (folder: string) =>
  work.names().includes('private')
    ? execFileSync('ls', ['-A', folder], { encoding: 'utf8' }).split('\n').filter(Boolean)
    : [];

/** Alters a sealed sample with SQL, then, as a skilled hand would, seals it again with the right digest. */
function forge(sql: string, options: { readonly reseal?: boolean } = {}): void {
  sealSample(path);
  const db = new Database(path);
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec(sql);
  if (options.reseal ?? true)
    db.prepare(`UPDATE meta SET value = ? WHERE key = 'digest'`).run(contentDigest(db));
  db.close();
}
function rewriteSchema(sql: string): void {
  sealSample(path);
  // Files like these are not made by an SQLite that protects itself; the shell does not.
  const db = new Database(path);
  db.unsafeMode(true);
  db.exec(`PRAGMA writable_schema = ON; ${sql}; PRAGMA writable_schema = OFF`);
  db.close();
}
function patchBytes(at: number, bytes: readonly number[]): void {
  const file = readFileSync(path);
  file.set(bytes, at);
  writeFileSync(path, file);
}

describe('by its header, before SQLite sees it', () => {
  const cases: readonly [string, () => void, string, RegExp][] = [
    ['a file that is not there', () => undefined, 'input-unreadable', /there is no such file/],
    ['a folder', () => mkdirSync(path), 'input-refused', /is a folder/],
    ['an empty file', () => writeFileSync(path, ''), 'input-refused', /the file is empty/],
    [
      'a text file',
      () => writeFileSync(path, '{"not": "a database"}'),
      'input-refused',
      /not an SQLite file/,
    ],
    [
      'a stump of a database',
      () => {
        sealSample(path);
        truncateSync(path, 60);
      },
      'input-refused',
      /cut off after 60 bytes/,
    ],
    [
      'a truncated file',
      () => {
        sealSample(path);
        truncateSync(path, 40_960);
      },
      'input-refused',
      /cut off: 40960 of \d+ bytes/,
    ],
    [
      'a file with something appended',
      () => {
        sealSample(path);
        writeFileSync(path, 'payload', { flag: 'a' });
      },
      'input-refused',
      /7 bytes after its end/,
    ],
    [
      'a file in write-ahead-log mode',
      () => {
        sealSample(path);
        patchBytes(18, [2, 2]);
      },
      'input-refused',
      /write-ahead-log mode/,
    ],
    [
      'another application’s SQLite file',
      () => {
        new Database(path).exec('CREATE TABLE t (a)').close();
      },
      'input-refused',
      /of another application/,
    ],
    [
      'a newer version',
      () => {
        sealSample(path);
        patchBytes(60, [0, 0, 0, 2]);
      },
      'input-refused',
      /was made by a newer Trustpath \(format 2; this one reads up to 1\)/,
    ],
    [
      'a version that does not exist',
      () => {
        sealSample(path);
        patchBytes(60, [0, 0, 0, 0]);
      },
      'input-refused',
      /format 0, which does not exist/,
    ],
    [
      'a named pipe',
      () => {
        execFileSync('mkfifo', [path]);
      },
      'input-refused',
      /not an ordinary file/,
    ],
  ];
  test.each(cases)('%s', async (_, make, code, reason) => {
    make();
    for (const attempt of [() => openSnapshot(path), admit]) {
      const error = await refusal(attempt);
      expect(error.code).toBe(code);
      expect(error.message).toMatch(reason);
    }
  });
});

describe('by what lies beside it', () => {
  test.each(['-journal', '-wal', '-shm'])(
    'a sealed file with a %s file, which would alter what is read',
    async (suffix) => {
      sealSample(path);
      writeFileSync(path + suffix, 'left by another program');
      expect((await refusal(() => openSnapshot(path))).message).toContain(`${path}${suffix} beside it`);
      // The copy is made of the file alone.
      const { path: copy } = await admit();
      openSnapshot(copy).close();
    },
  );

  test('an unfinished file with a journal that would delete another file', async () => {
    const writer = createSnapshot(path, CREATED);
    collectSample(writer);
    writer.close();
    const victim = work.file('victim');
    writeFileSync(victim, '');
    // https://www.sqlite.org/fileformat.html#the_rollback_journal, ended by the name of a super-journal.
    const header = Buffer.alloc(512);
    Buffer.from('d9d505f920a163d7', 'hex').copy(header);
    header.writeUInt32BE(512, 20);
    header.writeUInt32BE(4096, 24);
    const label = Buffer.from(victim);
    const tail = Buffer.alloc(12);
    tail.writeUInt32BE(label.length, 0);
    tail.writeUInt32BE(
      label.reduce((sum, byte) => sum + byte, 0),
      4,
    );
    const end = Buffer.concat([label, tail.subarray(0, 8), Buffer.from('d9d505f920a163d7', 'hex')]);
    writeFileSync(`${path}-journal`, Buffer.concat([header, end]));
    for (const attempt of [() => openSnapshot(path), () => resumeSnapshot(path), admit]) {
      expect((await refusal(attempt)).message).toContain('the journal beside it names another file');
    }
    expect(work.names()).toContain('victim');
  });
});

describe('by an object that no snapshot has', () => {
  const foreign: readonly [string, string, RegExp][] = [
    ['a view', 'CREATE VIEW v AS SELECT 1', /contains the view "v"/],
    [
      'a trigger',
      `CREATE TRIGGER t AFTER INSERT ON call BEGIN DELETE FROM call; END`,
      /contains the trigger "t"/,
    ],
    ['an index', 'CREATE INDEX i ON call (page)', /contains the index "i"/],
    ['a table', 'CREATE TABLE extra (a)', /contains the table "extra"/],
    ['a virtual table', 'CREATE VIRTUAL TABLE f USING fts5(a)', /contains the table "f/],
    [
      'a generated column',
      'ALTER TABLE call ADD COLUMN g TEXT AS (endpoint)',
      /declares the table "call" in another way/,
    ],
    ['statistics for the planner', 'ANALYZE', /contains the table "sqlite_stat/],
    ['a missing index', 'DROP INDEX call_by_body', /lacks the index "call_by_body"/],
    ['a missing table', 'DROP TABLE graph', /lacks the table "graph"/],
  ];
  test.each(foreign)('%s', async (_, sql, reason) => {
    forge(sql, { reseal: false });
    for (const attempt of [() => openSnapshot(path), check]) {
      const error = await refusal(attempt);
      expect(error.code).toBe('input-refused');
      expect(error.message).toMatch(reason);
    }
  });

  test('a column whose default calls a function', async () => {
    rewriteSchema(
      `UPDATE sqlite_schema SET sql = replace(sql, 'reason TEXT NOT NULL', 'reason TEXT NOT NULL DEFAULT (hex(randomblob(9)))') WHERE name = 'coverage'`,
    );
    expect((await refusal(() => openSnapshot(path))).message).toMatch(
      /declares the table "coverage" in another way/,
    );
  });
});

describe('by its content, when it comes from someone else', () => {
  const forgeries: readonly [string, string, RegExp][] = [
    [
      'a relation to no entity',
      'UPDATE relation SET to_entity = 99 WHERE number = 0',
      /row 0 of relation refers to a row of entity/,
    ],
    [
      'a proof without its step',
      `UPDATE relation SET proof = '[77]' WHERE number = 1`,
      /row 1: its proof has step 77/,
    ],
    [
      'a proof that is no list',
      `UPDATE relation SET proof = '[-1]' WHERE number = 1`,
      /table relation, row 1: proof/,
    ],
    [
      'a verdict that does not exist',
      `UPDATE relation_type SET verdict = 'perhaps'`,
      /table relation_type, row 0: verdict/,
    ],
    [
      'a kind that is not known',
      `UPDATE entity SET kind = 'spaceship' WHERE number = 0`,
      /table entity, row 0: kind/,
    ],
    [
      'attributes that are not an object',
      `UPDATE entity SET attributes = '[1' WHERE number = 0`,
      /table entity, row 0: attributes/,
    ],
    ['a gap in the numbers', 'DELETE FROM relation WHERE number = 0', /table relation: row 0 is missing/],
    [
      'the same id under two kinds',
      `UPDATE entity SET id = (SELECT id FROM entity WHERE number = 1) WHERE number = 0`,
      /two entities with the id/,
    ],
    [
      'an endless name',
      `UPDATE entity SET name = hex(zeroblob(40000)) WHERE number = 0`,
      /table entity, row 0: name/,
    ],
    ['a time that is none', `UPDATE source SET started_at = 'yesterday'`, /table source, row 1: started_at/],
    ['a word more in meta', `INSERT INTO meta VALUES ('motto', 'trust me')`, /table meta: .*motto/],
    [
      'a document of another hash',
      `UPDATE body SET data = x'7b7d', size = 2 WHERE number = 1`,
      /was altered: its content does not have this hash/,
    ],
    [
      'a document larger than it says',
      'UPDATE body SET size = 5 WHERE number = 1',
      /cannot be decompressed to its 5 bytes/,
    ],
    [
      'a document beyond all measure',
      'UPDATE body SET size = 99999999999999 WHERE number = 1',
      /bytes when decompressed; at most/,
    ],
    [
      'a graph part of another hash',
      `UPDATE graph SET data = x'00' WHERE number = 1`,
      /part 0 of the graph array "flags" was altered/,
    ],
    [
      'page 1 of a call as text',
      `UPDATE call SET parameters = '"Filter"' WHERE number = 1`,
      /table call, row 1: parameters/,
    ],
  ];
  test.each(forgeries)('%s', async (_, sql, reason) => {
    forge(sql);
    const error = await refusal(check);
    expect(error.code).toBe('input-refused');
    expect(error.message).toMatch(reason);
  });

  test('a changed word under the old digest', async () => {
    forge(`UPDATE entity SET name = 'somebody-else' WHERE number = 0`, { reseal: false });
    expect((await refusal(admit)).message).toMatch(/was altered after it was sealed/);
    expect((await refusal(() => verifySnapshot(path))).message).toMatch(/was altered after it was sealed/);
  });

  test('an index that does not say what its table says', async () => {
    sealSample(path);
    const bytes = readFileSync(path);
    // The id stands in the table and in the index; the index is the later one.
    const at = bytes.lastIndexOf('arn:aws:iam::444455556666:root');
    expect(at).toBeGreaterThan(bytes.indexOf('arn:aws:iam::444455556666:root'));
    bytes.write('X', at, 'latin1');
    writeFileSync(path, bytes);
    expect((await refusal(check)).message).toMatch(/is damaged/);
  });

  test('a page that is damaged', async () => {
    sealSample(path);
    patchBytes(4096, new Array(64).fill(0xff));
    const error = await refusal(admit);
    expect(error.message).toMatch(/is damaged/);
  });
});
