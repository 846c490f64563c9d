import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-refused-'));
const sealed = join(folder, 'sealed.trustpath');

beforeAll(async () => {
  const dump = join(folder, 'dump.json');
  writeFileSync(
    dump,
    JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] }),
  );
  const run = await runCli(['import', 'aws', dump, '--out', sealed, '--quiet']);
  expect(run.stderr).toBe('');
}, 30_000);

/** A copy of the sealed snapshot, changed. */
function changed(name: string, change: (path: string) => void): string {
  const path = join(folder, name);
  copyFileSync(sealed, path);
  change(path);
  return path;
}

function sql(statement: string): (path: string) => void {
  return (path) => {
    const db = new Database(path);
    db.exec(statement);
    db.close();
  };
}

function bytes(edit: (content: Buffer) => Buffer): (path: string) => void {
  return (path) => writeFileSync(path, edit(readFileSync(path)));
}

const CASES: readonly (readonly [string, () => string, RegExp])[] = [
  ['a folder', () => mkdtempSync(join(folder, 'a-')), /folder|directory/],
  [
    'an empty file',
    () =>
      changed(
        'empty.trustpath',
        bytes(() => Buffer.alloc(0)),
      ),
    /empty/,
  ],
  ['a missing file', () => join(folder, 'missing.trustpath'), /no such file/],
  [
    'a file that is no database',
    () =>
      changed(
        'text.trustpath',
        bytes(() => Buffer.from('hello '.repeat(100))),
      ),
    /SQLite|snapshot/,
  ],
  [
    'a truncated file',
    () =>
      changed(
        'cut.trustpath',
        bytes((content) => content.subarray(0, content.length - 5_000)),
      ),
    /truncated|cut|short|damaged/,
  ],
  [
    'a database in WAL mode',
    () =>
      changed(
        'wal.trustpath',
        bytes((content) => content.fill(2, 18, 20)),
      ),
    /write-ahead-log/,
  ],
  [
    'a database of another program',
    () => changed('other.trustpath', sql('PRAGMA application_id = 12345')),
    /another|not a Trustpath/,
  ],
  ['one made by a newer version', () => changed('newer.trustpath', sql('PRAGMA user_version = 99')), /newer/],
  [
    'one with an extra trigger',
    () =>
      changed('trigger.trustpath', sql('CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM meta; END')),
    /trigger/,
  ],
  ['one with an extra view', () => changed('view.trustpath', sql('CREATE VIEW v AS SELECT 1')), /view/],
  [
    'one with an altered row',
    () => changed('altered.trustpath', sql("UPDATE source SET principal = 'somebody else'")),
    /digest|altered|changed/,
  ],
];

describe('a snapshot that cannot be trusted', () => {
  it.each(CASES)(
    '%s is refused with one message, status 3 and nothing beside it',
    async (_what, make, message) => {
      const path = make();
      const run = await runCli(['info', path, '--json']);
      const { error } = run.json<{ error: { code: string; message: string } }>();
      expect(error.message).toMatch(message);
      expect(error.message).toContain(path);
      expect(error.code).toMatch(/^input-(refused|unreadable)$/);
      expect(run.status).toBe(3);
      const beside = readdirSync(folder).filter((name) => /-(wal|shm|journal)$/.test(name));
      expect(beside).toEqual([]);
    },
  );

  it('is told from one that another machine made, which opens', async () => {
    const copy = changed('copy.trustpath', () => undefined);
    const run = await runCli(['info', copy, '--json']);
    expect(run.status).toBe(0);
    expect(run.json()).toMatchObject({ path: copy, sealedAt: expect.any(String) });
  });
});
