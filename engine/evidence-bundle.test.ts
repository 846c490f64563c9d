import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBundle } from '../evidence/read-bundle.ts';
import { newSigningKeyPem, readSigningKey } from '../evidence/signing-key.ts';
import { dataChanged, textChanged } from '../evidence/testing/insider.ts';
import { SMALL_ANALYSIS, smallSnapshot } from '../evidence/testing/small-snapshot.ts';
import { verifyBundle } from '../evidence/verify/verify.ts';
import type { Input } from '../schema/contract.ts';
import type { Json } from '../schema/json.ts';
import { createEngine, type Engine } from './engine.ts';
import { createHostKey } from './key-by-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-parts-'));
const later = smallSnapshot({ path: join(folder, 'later.trustpath') });
const earlier = smallSnapshot({ path: join(folder, 'earlier.trustpath'), userMay: false });
const QUESTION = { kind: 'path', from: later.user } as const;
const SCENARIO: NonNullable<Input<'evidence.write'>['scenario']> = {
  name: 'Without the policy',
  changes: [{ change: 'delete-inline-policy', principal: later.user, name: 'deploy' }],
};
const KEY_FILE = join(folder, 'key.pem');

let engine: Engine;
let handle: string;
beforeAll(async () => {
  engine = createEngine();
  ({ handle } = await engine.request('snapshot.open', { path: later.path }));
  await engine.request('evidence.newKey', { path: KEY_FILE });
});
afterAll(() => engine.close());

type Parts = Partial<Omit<Input<'evidence.write'>, 'out'>>;
let written = 0;

/** Writes a bundle, verifies it, and reads it. */
async function made(parts: Parts) {
  const out = join(folder, `bundle-${++written}`);
  const input = { handle, question: QUESTION, keyFile: KEY_FILE, ...parts };
  await engine.request('evidence.write', { ...input, out });
  const files = await readBundle(out);
  const text = (name: string) => new TextDecoder().decode(files.get(name));
  const json = (name: string) => JSON.parse(text(name)) as Record<string, Json>;
  const verified = await engine.request('evidence.verify', { path: out });
  return { out, files, text, json, verified };
}

/** The names of the checks that fail where somebody who holds a key changed a file. */
function caught(files: Map<string, Uint8Array>): string[] {
  return verifyBundle(files, { analysis: SMALL_ANALYSIS })
    .checks.filter(({ ok }) => !ok)
    .map((check) => check.name);
}

describe('a what-if in a bundle', () => {
  it('says what it takes away, with the plan of its changes, and is derived again', async () => {
    const { text, json, files, verified } = await made({ scenario: SCENARIO, withPlan: true });
    const report = text('data/report.html');
    expect(report).toContain('What if: Without the policy');
    expect(report).toMatch(/[1-9]\d* relations? lost/);
    expect(report).toContain('aws iam delete-user-policy');
    expect([...files.keys()].some((name) => name.startsWith('data/whatif-documents/'))).toBe(true);
    expect(verified.ok).toBe(true);
    expect(verified.checks.find(({ name }) => name === 'Derived again')?.says).toContain(
      '1 relation that the what-if takes away or opens, were derived again',
    );
    expect(json('data/custody.json').actions).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'try' })]),
    );
  });

  it('cannot be made to take away what it does not', async () => {
    const { files } = await made({ scenario: SCENARIO });
    const changed = dataChanged(files, 'answer.json', (answer) => {
      const { whatif } = answer as unknown as { whatif: { scenario: { changes: { name: string }[] } } };
      whatif.scenario.changes[0]!.name = 'another';
    });
    expect(caught(changed)).toEqual(['Derived again']);
  });
});

describe('a comparison in a bundle', () => {
  it('says what opened each new way, and names the earlier snapshot by its digest', async () => {
    const before = await engine.request('snapshot.open', { path: earlier.path });
    const { text, json, verified } = await made({ earlier: before.handle });
    expect(text('data/report.html')).toContain('Opened by:');
    expect(json('data/custody.json').comparedWith).toMatchObject({
      snapshot: { digest: before.info.digest },
    });
    expect(text('data/answer.json')).not.toContain(folder);
    expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    await engine.request('snapshot.close', { handle: before.handle });
  });

  it('has the documents that the earlier snapshot proves things with', async () => {
    const [now, old] = await Promise.all(
      [earlier.path, later.path].map((path) => engine.request('snapshot.open', { path })),
    );
    const { text, verified } = await made({ handle: now!.handle, earlier: old!.handle });
    expect(text('data/report.html')).toContain('Relations that went');
    expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    for (const opened of [now!, old!]) await engine.request('snapshot.close', { handle: opened.handle });
  });
});

describe('a case in a bundle', () => {
  it('gives its marks about the answer, and its log with every hash', async () => {
    const path = join(folder, 'one.trustcase');
    const { case: opened } = await engine.request('case.create', { path, title: 'Leak of March' });
    const mark = { do: 'mark', entity: later.user, mark: 'owner', value: 'Ada Example' } as const;
    await engine.request('case.apply', { case: opened, action: mark });
    await engine.request('case.apply', {
      case: opened,
      action: { do: 'write-note', text: 'Seen at 03:00.' },
    });
    const { text, json, files, verified } = await made({ case: opened });
    expect(text('data/report.html')).toContain('Ada Example');
    expect(json('data/custody.json').case).toMatchObject({
      title: 'Leak of March',
      head: { number: 2 },
      log: [{ number: 1 }, { number: 2, action: { do: 'write-note' } }],
    });
    expect(verified.ok).toBe(true);
    expect(verified.notProven.join('\n')).toContain('That the log of the case is the one that was kept');
    const altered = textChanged(files, 'custody.json', (custody) =>
      custody.replace('Seen at 03:00.', 'Seen at 04:00.'),
    );
    expect(caught(altered)).toEqual(['Custody']);
    await engine.request('case.close', { case: opened });
  });
});

describe('a choice of paths and findings', () => {
  it('leaves out the rest and counts it', async () => {
    const all = await engine.request('evidence.preview', { handle, question: QUESTION });
    expect(all.paths.length).toBeGreaterThan(0);
    expect(all.notRederived).toEqual([]);
    const one = all.findings[0]!;
    const { json, verified } = await made({ choose: { paths: [0], findings: [one.id] } });
    expect(json('data/answer.json')).toMatchObject({
      findings: [{ id: one.id }],
      notChosen: { paths: all.paths.length - 1, findings: all.findings.length - 1 },
    });
    expect(verified.ok).toBe(true);
  });

  it('names what is not there', async () => {
    const wrong = (choose: Input<'evidence.preview'>['choose']) =>
      engine.request('evidence.preview', { handle, question: QUESTION, choose });
    await expect(wrong({ paths: [99] })).rejects.toThrow(/There is no path 100: the answer has/);
    await expect(wrong({ findings: ['nothing'] })).rejects.toThrow(/no finding "nothing"/);
  });
});

describe('the signing key', () => {
  it('is made for its owner alone, and never over a file', async () => {
    if (process.platform !== 'win32') expect(statSync(KEY_FILE).mode & 0o777).toBe(0o600);
    await expect(engine.request('evidence.newKey', { path: KEY_FILE })).rejects.toThrow(/exists already/);
    const { keyId, publicPem } = await engine.request('evidence.key', { keyFile: KEY_FILE });
    expect(keyId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(publicPem).toContain('PUBLIC KEY');
  });

  it('comes from the host of the engine, or its refusal is told and nothing is written', async () => {
    const pem = newSigningKeyPem();
    const answers = [{ pem }, { problem: 'This desktop has no keyring. Choose a key file.' }];
    const host = createHostKey((message) => {
      if (message.type === 'key-wanted')
        host.receive({ type: 'key', wish: message.wish, ...answers.shift()! });
    });
    const own = createEngine({ ownKey: host.own });
    const opened = await own.request('snapshot.open', { path: later.path });
    const out = join(folder, 'by-host');
    const signed = await own.request('evidence.write', { handle: opened.handle, question: QUESTION, out });
    expect(signed.keyId).toBe(readSigningKey(pem, 'host').keyId);
    const refused = join(folder, 'refused');
    await expect(
      own.request('evidence.write', { handle: opened.handle, question: QUESTION, out: refused }),
    ).rejects.toThrow(/no keyring/);
    expect(existsSync(refused)).toBe(false);
    own.close();
  });
});
