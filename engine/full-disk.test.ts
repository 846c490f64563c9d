import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBundle } from '../evidence/read-bundle.ts';
import { newSigningKeyPem } from '../evidence/signing-key.ts';
import { verifyBundle } from '../evidence/verify/verify.ts';
import { createEngine } from './engine.ts';
import { VERSION } from './version.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-full-export-'));
const disk = mkdtempSync(join(tmpdir(), 'trustpath-full-disk-'));
const KILOBYTES = 4_096;
const mounted =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${KILOBYTES}k`, 'tmpfs', disk]).status === 0;
if (!mounted) console.log('A full disk is not tried: no small file system can be mounted here.');

const engine = createEngine();
const snapshot = join(folder, 'a.trustpath');
const keyFile = join(folder, 'key.pem');
const secondKey = join(folder, 'second.pem');
let handle = '';
beforeAll(async () => {
  if (!mounted) return;
  for (const key of [keyFile, secondKey]) writeFileSync(key, newSigningKeyPem());
  const account = resolve(import.meta.dirname, '../fuzz/seeds/account.json');
  await engine.request('import.aws', { paths: [account], out: snapshot });
  ({ handle } = await engine.request('snapshot.open', { path: snapshot }));
}, 60_000);
afterAll(() => {
  engine.close();
  if (mounted) spawnSync('umount', [disk]);
  rmdirSync(disk);
  rmSync(folder, { recursive: true, force: true });
});

/** Takes all room of the disk but so many kilobytes. */
function leave(kilobytes: number): void {
  rmSync(join(disk, 'filler'), { force: true });
  writeFileSync(join(disk, 'filler'), '');
  for (let size = KILOBYTES; size >= 4; size /= 2) {
    try {
      for (;;) writeFileSync(join(disk, 'filler'), Buffer.alloc(size * 1024, 1), { flag: 'a' });
    } catch {
      // Less, then.
    }
  }
  // What a write that failed put there in part is given back as well.
  const filler = readFileSync(join(disk, 'filler'));
  writeFileSync(join(disk, 'filler'), filler.subarray(0, Math.max(0, filler.length - kilobytes * 1024)));
}

const question = { kind: 'findings' } as const;
test.runIf(mounted).each([
  [
    'a bundle, half of which fits',
    'bundle',
    64,
    (out: string) => engine.request('evidence.write', { handle, question, out, keyFile }),
  ],
  [
    'a zip, half of which fits',
    'bundle.zip',
    16,
    (out: string) => engine.request('evidence.write', { handle, question, out, keyFile }),
  ],
  [
    'a bundle with the snapshot',
    'whole',
    128,
    (out: string) => engine.request('evidence.write', { handle, question, out, keyFile, withSnapshot: true }),
  ],
  [
    'a redacted snapshot',
    'redacted.trustpath',
    32,
    (out: string) => engine.request('redact.write', { handle, out }),
  ],
  [
    'a table of findings',
    'findings.csv',
    0,
    (out: string) => engine.request('findings.export', { handle, format: 'csv', out }),
  ],
  [
    'a log of findings',
    'findings.sarif',
    0,
    (out: string) => engine.request('findings.export', { handle, format: 'sarif', out }),
  ],
  [
    'an imported snapshot',
    'new.trustpath',
    32,
    (out: string) =>
      engine.request('import.aws', {
        paths: [resolve(import.meta.dirname, '../fuzz/seeds/account.json')],
        out,
      }),
  ],
] as const)(
  '%s is not left half-written on a disk that is full',
  async (_, name, kilobytes, write) => {
    const out = join(disk, name);
    leave(kilobytes);
    const refusal = write(out);
    await expect(refusal).rejects.toMatchObject({ code: 'output-refused' });
    await expect(refusal).rejects.toThrow(`${out}: `);
    await expect(refusal).rejects.toThrow('there is no space left to write it');
    expect(readdirSync(disk)).toEqual(['filler']);
    rmSync(join(disk, 'filler'));
    await write(out);
    expect(readdirSync(disk)).toEqual([name]);
    rmSync(out, { recursive: true });
  },
  60_000,
);

/** How many signed a bundle that verifies; 0 where it does not. */
async function signersOf(path: string): Promise<number> {
  const { ok, signers } = verifyBundle(await readBundle(path), { analysis: VERSION });
  return ok ? signers.length : 0;
}

test.runIf(mounted).each(['bundle', 'bundle.zip'])(
  'a countersignature for which there is no room leaves %s as it was',
  async (name) => {
    const made = join(folder, name);
    await engine.request('evidence.write', { handle, question, out: made, keyFile });
    const path = join(disk, name);
    cpSync(made, path, { recursive: true });
    leave(0);
    const refusal = engine.request('evidence.countersign', { path, keyFile: secondKey });
    await expect(refusal).rejects.toMatchObject({ code: 'output-refused' });
    await expect(refusal).rejects.toThrow(new RegExp(`${name}: there is no space left to write it`));
    expect(await signersOf(path)).toBe(1);
    rmSync(join(disk, 'filler'));
    await engine.request('evidence.countersign', { path, keyFile: secondKey });
    expect(await signersOf(path)).toBe(2);
    rmSync(path, { recursive: true });
  },
  60_000,
);
