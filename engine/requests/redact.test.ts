import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseAction } from '../../schema/case/action.ts';
import type { Output } from '../../schema/contract.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { createEngine, type Engine } from '../engine.ts';
import { contentsOf } from '../testing/contents-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-redact-'));
const original = join(folder, 'larkfield.trustpath');
const redacted = join(folder, 'redacted.trustpath');
const keyFile = join(folder, 'pseudonyms.key');
/** Names that the sample estate's people chose, in the forms in which documents hold them. */
const NAMES =
  /larkfield|okafor|order-service|customer-exports|invoices|111122223333|payments|fulfil|elif-demir|0b5f2d9c417ae8360|10\.20\.1\.11|campaign/gi;
const named = (text: string) => [...new Set(text.match(NAMES))];

let engine: Engine;
let handle: string;
let written: Output<'redact.write'>;

beforeAll(async () => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  engine = createEngine();
  await engine.request('sample.create', { out: original });
  ({ handle } = await engine.request('snapshot.open', { path: original }));
  written = await engine.request('redact.write', { handle, out: redacted, keyFile });
}, 60_000);
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
});

describe('a snapshot with pseudonyms', () => {
  it('holds none of the names of the estate, in its bytes or its documents', () => {
    expect(named(contentsOf(original)).length).toBeGreaterThan(10);
    expect(named(contentsOf(redacted))).toEqual([]);
    expect(written.residue).toEqual([]);
    expect(written.replaced).toBeGreaterThan(500);
  });

  it('names the original by its digest and says the policy, and not the key', () => {
    const key = JSON.parse(readFileSync(keyFile, 'utf8')).key as string;
    const { digest } = openSnapshot(original).info();
    expect(written.info.redaction?.of).toBe(digest);
    expect(JSON.parse(written.info.redaction?.policy ?? '')).toMatchObject({ keep: [], hidden: 0 });
    const contents = contentsOf(redacted);
    expect(contents.includes(key)).toBe(false);
    expect(contents.includes(Buffer.from(key, 'base64').toString('latin1'))).toBe(false);
  });

  it('verifies and opens as a stranger’s file', async () => {
    vi.stubEnv('TRUSTPATH_HOME', join(folder, 'another-home'));
    const stranger = createEngine();
    const opened = await stranger.request('snapshot.open', { path: redacted });
    expect(opened.info.digest).toBe(written.info.digest);
    expect(opened.info.redaction).toEqual(written.info.redaction);
    expect(await stranger.request('snapshot.verify', { handle: opened.handle })).toEqual({
      digest: written.info.digest,
    });
    stranger.close();
    vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  });

  it('answers the same questions: paths, reach and findings count as in the original', async () => {
    const other = await engine.request('snapshot.open', { path: redacted });
    const preview = await engine.request('redact.preview', { handle, keyFile, most: 10_000 });
    const pseudonym = new Map(preview.replaced.map(({ before, after }) => [before, after]));
    const { entities } = await engine.request('entities.list', { handle, limit: 10_000 });
    let [paths, reached] = [0, 0];
    for (const { id } of entities.filter((_, index) => index % 4 === 0)) {
      const from = pseudonym.get(id) ?? id;
      const here = await engine.request('path', { handle, from: id, k: 3 });
      const there = await engine.request('path', { handle: other.handle, from, k: 3 });
      expect(there.paths.map(shapeOf).sort()).toEqual(here.paths.map(shapeOf).sort());
      const all = await engine.request('reach', { handle, from: id });
      const allThere = await engine.request('reach', { handle: other.handle, from });
      expect([...allThere.distance].sort()).toEqual([...all.distance].sort());
      paths += here.paths.length;
      reached += all.index.length;
    }
    expect(paths).toBeGreaterThan(20);
    expect(reached).toBeGreaterThan(200);
    const rules = async (of: string) =>
      (await engine.request('findings', { handle: of })).findings
        .map(({ rule, severity }) => `${rule} ${severity}`)
        .sort();
    expect(await rules(other.handle)).toEqual(await rules(handle));
  }, 60_000);

  it('keeps a pasted key id recognisable: its account is the pseudonym of the account', async () => {
    const preview = await engine.request('redact.preview', { handle, keyFile, most: 10_000 });
    const after = (id: string) => preview.replaced.find(({ before }) => before === id)?.after ?? '';
    const keys = preview.replaced.filter(
      ({ kind, before }) => kind === 'aws-access-key' && /^AKIA[Q-Z]/.test(before),
    );
    expect(keys.length).toBeGreaterThan(0);
    const account = after('arn:aws:iam::111122223333:root').split(':')[4];
    for (const { after: id } of keys) {
      const { recognised } = await engine.request('credential.recognise', { text: id });
      expect(JSON.stringify(recognised)).toContain(account);
    }
  });

  it('has every proof pointing at something in its documents', () => {
    const reader = openSnapshot(redacted);
    let steps = 0;
    for (const relation of reader.relations()) {
      for (const { observation, pointer } of relation.proof) {
        expect(valueAt(reader.document(observation), pointer), pointer).toBeDefined();
        steps++;
      }
    }
    expect(steps).toBeGreaterThan(500);
    reader.close();
  });

  it('is the same with the same key', async () => {
    const same = join(folder, 'same.trustpath');
    await engine.request('redact.write', { handle, out: same, keyFile });
    expect(idsOf(same)).toEqual(idsOf(redacted));
  });

  it('overwrites nothing, and leaves nothing behind where it is refused', async () => {
    await expect(engine.request('redact.write', { handle, out: redacted, keyFile })).rejects.toMatchObject({
      code: 'output-refused',
    });
    const policyFile = join(folder, 'policy.yaml');
    writeFileSync(policyFile, 'replace: [names, colours]\n');
    const out = join(folder, 'refused.trustpath');
    await expect(engine.request('redact.write', { handle, out, policyFile })).rejects.toMatchObject({
      code: 'input-refused',
      message: expect.stringMatching(/policy\.yaml: replace\.1/),
    });
    writeFileSync(join(folder, 'bad.key'), 'not a key');
    await expect(
      engine.request('redact.write', { handle, out, keyFile: join(folder, 'bad.key') }),
    ).rejects.toMatchObject({ code: 'input-refused' });
    expect(readdirSync(folder).filter((name) => name.startsWith('refused'))).toEqual([]);
  });

  it('refuses pseudonyms under which the graph would be another one', async () => {
    const out = join(folder, 'changed.trustpath');
    await expect(
      engine.request('redact.write', { handle, out, policy: { hide: ['Allow', 'amazonaws'] } }),
    ).rejects.toMatchObject({
      code: 'check-failed',
      message: expect.stringContaining('graph would be another one'),
    });
    expect(existsSync(out)).toBe(false);
    expect(existsSync(`${out}.redacting`)).toBe(false);
  });
});

describe('a case beside its snapshot', () => {
  it('is written again with the pseudonyms of its snapshot and a chain of its own', async () => {
    const path = join(folder, 'incident.trustcase');
    const out = join(folder, 'incident-redacted.trustcase');
    const snapshotOut = join(folder, 'with-case.trustpath');
    const { case: mine } = await engine.request('case.create', { path, title: 'Larkfield incident' });
    await engine.request('case.bind', { case: mine, handle });
    const exports = 'arn:aws:s3:::larkfield-customer-exports';
    for (const action of [
      { do: 'mark', entity: exports, mark: 'crown-jewel', value: true },
      { do: 'mark', entity: exports, mark: 'owner', value: 'Amara Okafor' },
      { do: 'write-note', text: 'Larkfield’s invoices were read from 203.0.113.77' },
      {
        do: 'keep-scenario',
        id: 'one',
        title: 'Take the exports away',
        scenario: {
          name: 'Exports',
          changes: [{ change: 'quarantine', principal: 'arn:aws:iam::111122223333:user/ci-deployer' }],
        },
      },
    ] as const) {
      await engine.request('case.apply', { case: mine, action: action as CaseAction });
    }
    const answer = await engine.request('redact.write', { handle, out: snapshotOut, case: { path, out } });
    // With another key, which nobody keeps.
    expect(answer.keyFile).toBeNull();
    expect(idsOf(snapshotOut)).not.toEqual(idsOf(redacted));
    const text = readFileSync(out, 'utf8');
    expect(named(text)).toEqual([]);
    // No folder of this machine goes along; the snapshot is looked for beside the case.
    expect(readFileSync(out, 'utf8')).not.toContain(folder);
    const state = await engine.request('case.open', { path: out });
    expect(state.snapshots).toMatchObject([{ path: snapshotOut, file: 'there' }]);
    expect(state.marks).toHaveLength(1);
    expect(state.scenarios.map(({ scenario }) => scenario.changes.length)).toEqual([1]);
    const marked = state.marks[0];
    expect(marked?.marks['crown-jewel']).toBe(true);
    const reader = openSnapshot(snapshotOut);
    expect(reader.entityById(marked?.entity ?? '')?.kind).toBe('aws-s3-bucket');
    expect(state.snapshots.map(({ digest }) => digest)).toEqual([reader.info().digest]);
    reader.close();
  });
});

function idsOf(path: string): string[] {
  const reader = openSnapshot(path);
  const ids = [...reader.entities()].map(({ id }) => id);
  reader.close();
  return ids;
}

function shapeOf({ verdict, hops }: Output<'path'>['paths'][number]): string {
  return [verdict, ...hops.map(({ kind, rule, verdict: of }) => `${kind} ${rule} ${of}`)].join(' > ');
}

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  return value;
}
