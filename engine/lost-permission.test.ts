import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSigningKeyPem } from '../evidence/signing-key.ts';
import { openCase } from '../schema/case/case-file.ts';
import { verifySnapshot } from '../schema/snapshot/verify.ts';
import { type ForkedEngine, forkEngine } from '../scripts/faults/forked-engine.ts';

/** Nothing is denied to root, so that the engine runs as nobody there. */
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const possible = process.platform !== 'win32';
if (!possible) console.log('Lost permissions are not tried: this system has no modes of files.');

const folder = mkdtempSync(join(tmpdir(), 'trustpath-permission-'));
const ACCOUNT = resolve(import.meta.dirname, '../fuzz/seeds/account.json');
const at = (...names: string[]) => join(folder, ...names);
/** A folder of the engine's own user. */
function ownFolder(name: string): string {
  const path = at(name);
  mkdirSync(path);
  if (isRoot) chownSync(path, NOBODY, NOBODY);
  return path;
}
/** What lies in a folder, with its bytes. */
const contents = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'base64')]);

let engine: ForkedEngine;
beforeAll(async () => {
  if (!possible) return;
  chmodSync(folder, 0o755);
  writeFileSync(at('key.pem'), newSigningKeyPem(), { mode: 0o644 });
  engine = forkEngine(ownFolder('home'), {
    ...(isRoot && { user: NOBODY }),
    env: { TRUSTPATH_SIGNING_KEY: at('key.pem') },
  });
  ownFolder('files');
  await engine.request('import.aws', { paths: [ACCOUNT], out: at('files', 'a.trustpath') });
}, 60_000);
afterAll(async () => {
  await engine?.kill();
  for (const entry of readdirSync(folder)) chmodSync(at(entry), 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(possible)('permission that is lost while a case is open', () => {
  const note = (text: string) => ({ do: 'write-note', text }) as const;
  const notes = (path: string) => openCase(path).state.notes.map(({ text }) => text);

  it('to write into its folder, to write it, or to read it refuses the next action, and no other is lost', async () => {
    const cases = ownFolder('cases');
    const path = join(cases, 'open.trustcase');
    const { case: opened } = await engine.request('case.create', { path, title: 'Open' });
    const apply = (text: string) => engine.request('case.apply', { case: opened, action: note(text) });
    await apply('first');
    const losses = [
      [
        () => chmodSync(cases, 0o500),
        () => chmodSync(cases, 0o700),
        'output-refused',
        'may not be written here',
      ],
      [
        () => chmodSync(path, 0o400),
        () => chmodSync(path, 0o600),
        'output-refused',
        'may not be written here',
      ],
      [() => chmodSync(path, 0o000), () => chmodSync(path, 0o600), 'input-unreadable', 'permission'],
    ] as const;
    const acknowledged = ['first'];
    for (const [lose, giveBack, code, reason] of losses) {
      lose();
      const refusal = apply('refused');
      await expect(refusal).rejects.toMatchObject({ code });
      await expect(refusal).rejects.toThrow(`${path}: `);
      await expect(refusal).rejects.toThrow(reason);
      giveBack();
      expect(notes(path)).toEqual(acknowledged);
      expect(readdirSync(cases)).toEqual(['open.trustcase']);
      acknowledged.push(`after ${reason}`);
      await apply(acknowledged.at(-1)!);
    }
    expect(notes(path)).toEqual(acknowledged);
    expect(acknowledged).toHaveLength(4);
  });

  it('a case is not begun in a folder that is read only', async () => {
    const cases = ownFolder('read-only-cases');
    chmodSync(cases, 0o500);
    const path = join(cases, 'new.trustcase');
    const refusal = engine.request('case.create', { path, title: 'New' });
    await expect(refusal).rejects.toMatchObject({ code: 'output-refused' });
    await expect(refusal).rejects.toThrow(`${path}: may not be written here.`);
    expect(readdirSync(cases)).toEqual([]);
  });
});

describe.runIf(possible)('permission that is lost while a snapshot is open', () => {
  it('to read it takes nothing from what is open, and is said when it is opened again', async () => {
    const path = at('files', 'a.trustpath');
    const { handle } = await engine.request('snapshot.open', { path });
    const before = await engine.request('findings', { handle });
    chmodSync(path, 0o000);
    try {
      expect(await engine.request('findings', { handle })).toEqual(before);
      expect((await engine.request('entities.list', { handle, limit: 5 })).entities.length).toBeGreaterThan(
        0,
      );
      const again = engine.request('snapshot.open', { path });
      await expect(again).rejects.toMatchObject({ code: 'input-unreadable' });
      await expect(again).rejects.toThrow(`${path}: `);
      await expect(again).rejects.toThrow(/permission/);
    } finally {
      chmodSync(path, 0o600);
      await engine.request('snapshot.close', { handle });
    }
  });
});

describe.runIf(possible)('a folder that became read only', () => {
  it('takes no export of any kind: one message with the file, and nothing is left there', async () => {
    const out = ownFolder('exports');
    const path = at('files', 'exported.trustpath');
    await engine.request('import.aws', { paths: [ACCOUNT], out: path });
    const { handle } = await engine.request('snapshot.open', { path });
    const question = { kind: 'findings' } as const;
    // It was there to be written to while the bundle was chosen.
    expect((await engine.request('evidence.preview', { handle, question })).files.length).toBeGreaterThan(5);
    chmodSync(out, 0o500);
    const exports: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
      ['bundle', (path) => engine.request('evidence.write', { handle, question, out: path })],
      ['bundle.zip', (path) => engine.request('evidence.write', { handle, question, out: path })],
      ['redacted.trustpath', (path) => engine.request('redact.write', { handle, out: path })],
      ['findings.csv', (path) => engine.request('findings.export', { handle, format: 'csv', out: path })],
      ['new.trustpath', (path) => engine.request('import.aws', { paths: [ACCOUNT], out: path })],
    ];
    for (const [name, write] of exports) {
      const refusal = write(join(out, name));
      await expect(refusal, name).rejects.toMatchObject({ code: 'output-refused' });
      await expect(refusal, name).rejects.toThrow(`${join(out, name)}: `);
      await expect(refusal, name).rejects.toThrow('permission to write it is denied');
    }
    expect(readdirSync(out)).toEqual([]);
    chmodSync(out, 0o700);
    for (const [name, write] of exports) await write(join(out, name));
    expect(readdirSync(out).sort()).toEqual(exports.map(([name]) => name).sort());
    await engine.request('snapshot.close', { handle });
  }, 60_000);

  it('leaves a sealed snapshot as it was where another source was to be added to it', async () => {
    const own = ownFolder('sealed');
    const path = join(own, 'b.trustpath');
    await engine.request('import.aws', { paths: [ACCOUNT], out: path });
    const before = contents(own);
    chmodSync(own, 0o500);
    const refusal = engine.request('import.github', {
      out: path,
      add: true,
      paths: [resolve(import.meta.dirname, '../fuzz/seeds/checkouts')],
    });
    await expect(refusal).rejects.toMatchObject({ code: 'output-refused' });
    await expect(refusal).rejects.toThrow(/b\.trustpath.*permission to write it is denied/);
    expect(contents(own)).toEqual(before);
    verifySnapshot(path);
  });
});
