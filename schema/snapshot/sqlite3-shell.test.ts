import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '../json.ts';
import { DOCUMENT, sealSample, workFolder } from './testing/sample.ts';

const document = readFileSync(join(import.meta.dirname, '../../docs/snapshot-format.md'), 'utf8');
const hasShell = spawnSync('sqlite3', ['--version']).status === 0;
if (!hasShell)
  console.warn(
    'The sqlite3 shell is not installed: what docs/snapshot-format.md says of it is not tested here.',
  );

/** The script of the document whose first lines name it. */
function script(name: string): string {
  const found = [...document.matchAll(/```sh\n(.*?)```/gs)].find(([, text]) =>
    text?.includes(`# usage: ${name}`),
  );
  if (!found?.[1]) throw new Error(`docs/snapshot-format.md has no ${name}`);
  return found[1];
}

/** The first block of SQL that contains the words. */
function query(words: string): string {
  const found = [...document.matchAll(/```sql\n(.*?)```/gs)].find(([, text]) => text?.includes(words));
  if (!found?.[1]) throw new Error(`docs/snapshot-format.md has no query with ${words}`);
  return found[1];
}

describe.skipIf(!hasShell)('an auditor with the sqlite3 shell', () => {
  let work: ReturnType<typeof workFolder>;
  let path: string;
  beforeEach(() => {
    work = workFolder();
    path = work.file('estate.trustpath');
  });
  afterEach(() => work.remove());

  const shell = (sql: string) =>
    execFileSync('sqlite3', ['-readonly', path, sql], { encoding: 'utf8' }).trimEnd();
  function run(name: string): string {
    const file = work.file(name);
    writeFileSync(file, script(name));
    chmodSync(file, 0o700);
    return execFileSync('sh', [file, path], { encoding: 'utf8' }).trimEnd();
  }

  test('recomputes the digest with the script of the document', () => {
    const { digest } = sealSample(path);
    expect(run('digest.sh')).toBe(digest);
    expect(shell(`SELECT value FROM meta WHERE key = 'digest'`)).toBe(digest);
  });

  test('finds a document or array that was altered', () => {
    sealSample(path);
    expect(run('contents.sh')).toBe('');
    const db = new Database(path);
    db.exec(`UPDATE body SET data = zeroblob(length(data)), size = length(data) WHERE number = 2;
      UPDATE graph SET data = x'00000000' WHERE number = 0`);
    db.close();
    expect(run('contents.sh')).toBe('body 2\ngraph 0');
  });

  test('reads relations, their proof and the document with the queries of the document', () => {
    sealSample(path);
    expect(shell(query('WHERE a.name ='))).toBe(
      '0|can-assume|allow|arn:aws:iam::111122223333:role/prod-admin|',
    );
    const [first = '', second] = shell(query('json_each(r.proof)')).split('\n');
    expect(first).toMatch(
      /^The trust policy of prod-admin admits ci-deployer\.\|sha256:[0-9a-f]{64}\|\/RoleDetailList\/0$/,
    );
    expect(second).toContain('ci-deployer may call sts:AssumeRole.');
    const hash = /sha256:([0-9a-f]{64})/.exec(first)?.[1] ?? '';
    const [text, call] = shell(
      query('sqlar_uncompress').replaceAll('the hash without its prefix', hash),
    ).split('\n');
    expect(text).toBe(canonicalJson(DOCUMENT));
    expect(call).toContain('iam:GetAccountAuthorizationDetails|0|request-0|');
    expect(shell(query('FROM coverage'))).toContain('AccessDenied: "page 1"');
    expect(shell('PRAGMA integrity_check; PRAGMA foreign_key_check')).toBe('ok');
    expect(work.names()).toEqual(['estate.trustpath']);
  });

  test('finds every table and index that the document names, and no other', () => {
    sealSample(path);
    const objects = shell(`SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_autoindex_%'`).split(
      '\n',
    );
    for (const name of objects) expect(document).toMatch(new RegExp(`[*\`]${name}[*\`]`));
  });
});
