import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIGNATURE_FILE, sha256Hex } from './bagit.ts';
import { smallBundle, textOf } from './testing/small-bundle.ts';
import { smallSnapshot } from './testing/small-snapshot.ts';
import { writeBundle } from './write-bundle.ts';

/** Builds the bundle of a snapshot in a process of its own, with another clock, and prints the hash of each file. */
const BUILD = `
const shift = Number(process.argv[2]);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...args) { if (args.length === 0) super(Real.now() + shift); else super(...args); }
  static now() { return Real.now() + shift; }
};
const { buildPayload } = await import(process.argv[3] + '/build-bundle.ts');
const { smallAnswer, METHOD } = await import(process.argv[3] + '/testing/small-bundle.ts');
const { openSnapshot } = await import(process.argv[3] + '/../schema/snapshot/open.ts');
const reader = openSnapshot(process.argv[4]);
const [user, role] = ['arn:aws:iam::111122223333:user/build', 'arn:aws:iam::111122223333:role/deploy'];
const relation = [...reader.relations()].find((each) => each.from === user && each.to === role);
const { files } = await buildPayload({ reader, answer: smallAnswer({ reader, user, role, relation }), method: METHOD });
const { createHash } = await import('node:crypto');
for (const [name, bytes] of files) console.log(name, createHash('sha256').update(bytes).digest('hex'));
`;

function builtElsewhere(snapshot: string, shiftMs: number, env: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-elsewhere-'));
  const copy = join(folder, 'renamed.trustpath');
  copyFileSync(snapshot, copy);
  const args = ['--input-type=module', '-e', BUILD, '-', String(shiftMs), import.meta.dirname, copy];
  const said = execFileSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return said.trimEnd().split('\n');
}

describe('a bundle is the same to the byte', () => {
  it('on another day, apart from the signature', async () => {
    const snapshot = smallSnapshot();
    const one = await smallBundle({ snapshot, signedAt: '2026-03-02T00:00:00.000Z' });
    const two = await smallBundle({ snapshot, signedAt: '2027-01-01T12:34:56.000Z' });
    const different = [...one.files.keys()].filter(
      (name) => textOf(one.files.get(name)) !== textOf(two.files.get(name)),
    );
    expect(different).toEqual([SIGNATURE_FILE]);
  });

  it('in another process with another clock, time zone, locale and folder', async () => {
    const snapshot = smallSnapshot();
    const here = (await smallBundle({ snapshot })).files;
    const payload = [...here].filter(([name]) => name.startsWith('data/'));
    const expected = payload
      .map(([name, bytes]) => `${name.slice('data/'.length)} ${sha256Hex(bytes)}`)
      .sort();
    expect(expected.some((line) => line.startsWith('report.pdf '))).toBe(true);
    const year = 365 * 24 * 3_600_000;
    const elsewhere = builtElsewhere(snapshot.path, year, {
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    });
    expect(elsewhere.sort()).toEqual(expected);
  });

  it('as a zip', async () => {
    const { files } = await smallBundle();
    const folder = mkdtempSync(join(tmpdir(), 'trustpath-bag-'));
    await writeBundle(files, join(folder, 'a.zip'));
    await writeBundle(files, join(folder, 'b.zip'));
    expect(readFileSync(join(folder, 'a.zip')).equals(readFileSync(join(folder, 'b.zip')))).toBe(true);
  });
});
