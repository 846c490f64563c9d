import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newSigningKeyPem } from '../evidence/signing-key.ts';
import { writeNew } from '../schema/lasting-files.ts';
import { createEngine, type Engine } from './engine.ts';

const ACCOUNT = resolve(import.meta.dirname, '../fuzz/seeds/account.json');
const CHECKOUTS = resolve(import.meta.dirname, '../fuzz/seeds/checkouts');
let folder: string;
let engine: Engine;
let path: string;
let other: string;
let handle: string;
let digest: string | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-moved-'));
  engine = createEngine();
  [path, other] = [join(folder, 'open.trustpath'), join(folder, 'other.trustpath')];
  await engine.request('import.aws', { paths: [ACCOUNT], out: path });
  await engine.request('import.github', { paths: [CHECKOUTS], out: other });
  const opened = await engine.request('snapshot.open', { path });
  ({ handle } = opened);
  ({ digest } = opened.info);
  writeNew(join(folder, 'key.pem'), newSigningKeyPem(), 0o600);
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const findings = () => engine.request('findings', { handle });
const bundle = (name: string, withSnapshot: boolean) =>
  engine.request('evidence.write', {
    handle,
    question: { kind: 'findings' },
    out: join(folder, name),
    keyFile: join(folder, 'key.pem'),
    withSnapshot,
  });

// Elsewhere a file that is open cannot be moved or replaced.
const possible = process.platform !== 'win32';
if (!possible) console.log('Moving a file that is open is not tried: this system does not let anybody.');

it.runIf(possible)(
  'a snapshot that is moved or deleted while it is open answers on; what needs it by its name says so',
  async () => {
    const before = await findings();
    expect(before.findings.length).toBeGreaterThan(0);
    renameSync(path, join(folder, 'elsewhere.trustpath'));
    expect(await findings()).toEqual(before);
    await expect(engine.request('snapshot.verify', { handle })).rejects.toMatchObject({
      code: 'input-refused',
      message: `${path}: is not there any more; put it back, or open it where it is now.`,
    });
    await expect(bundle('with', true)).rejects.toMatchObject({ code: 'input-refused' });
    expect((await bundle('without', false)).files).toBeGreaterThan(5);
    renameSync(join(folder, 'elsewhere.trustpath'), path);
    expect(await engine.request('snapshot.verify', { handle })).toEqual({ digest });
    rmSync(path);
    expect(await findings()).toEqual(before);
  },
  60_000,
);

it.runIf(possible)(
  'a snapshot that another takes the place of is neither verified nor handed over for it',
  async () => {
    const before = await findings();
    renameSync(other, path);
    expect(await findings()).toEqual(before);
    const says = `${path}: is another file than the one that is open; open it again.`;
    await expect(engine.request('snapshot.verify', { handle })).rejects.toMatchObject({
      code: 'input-refused',
      message: says,
    });
    await expect(bundle('with', true)).rejects.toMatchObject({ code: 'input-refused', message: says });
    const again = await engine.request('snapshot.open', { path });
    expect(again.info.digest).not.toBe(digest);
  },
  60_000,
);

it.runIf(possible)(
  'a snapshot that is written over while it is open is asked nothing more, until it is opened again',
  async () => {
    const bytes = readFileSync(path);
    const asked = await findings();
    copyFileSync(other, path);
    await expect(findings()).rejects.toMatchObject({
      code: 'input-refused',
      message: `${path}: was written to since it was opened; open it again.`,
    });
    await expect(bundle('any', false)).rejects.toThrow('was written to since it was opened');
    await engine.request('snapshot.close', { handle });
    ({ handle } = await engine.request('snapshot.open', { path }));
    expect(await findings()).not.toEqual(asked);
    expect(readFileSync(path)).not.toEqual(bytes);
  },
  60_000,
);
