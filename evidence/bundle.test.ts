import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../analysis/findings/finding-rule.ts';
import type { Answer } from './answer.ts';
import { SIGNATURE_FILE } from './bagit.ts';
import { buildBundle } from './build-bundle.ts';
import { newSigningKeyPem, readSigningKey } from './dsse.ts';
import { readBundle } from './read-bundle.ts';
import { iamAnalysisFinding } from './testing/ocsf-shape.ts';
import { sarifLog } from './testing/sarif-shape.ts';
import { smallSnapshot } from './testing/small-snapshot.ts';
import { verifyBundle } from './verify.ts';
import { writeBundle } from './write-bundle.ts';

const key = readSigningKey(newSigningKeyPem(), 'test key');
const method = { tool: 'trustpath 0.0.0', os: 'test', operator: 'Ada Example' };

function finding(snapshot: ReturnType<typeof smallSnapshot>): Finding {
  return {
    id: `aws-role-trusts-anyone:${snapshot.role}`,
    rule: 'aws-role-trusts-anyone',
    title: 'Role <deploy> can be assumed by anyone',
    severity: 'critical',
    confidence: 'high',
    entity: snapshot.role,
    techniques: ['T1199'],
    proof: snapshot.reader.relation(0).proof,
    remediation: 'Name who needs the role.',
    conditions: [],
    attributes: {},
  };
}

function answerOf(snapshot: ReturnType<typeof smallSnapshot>): Answer {
  const relation = snapshot.reader.relation(0);
  return {
    question: { kind: 'path', title: 'How build reaches deploy', from: snapshot.user, to: snapshot.role },
    recognition: null,
    owner: null,
    paths: [
      {
        from: snapshot.user,
        to: snapshot.role,
        verdict: 'allow',
        hops: [
          {
            ...relation,
            conditions: [],
            techniques: ['T1078.004'],
            proof: relation.proof.map((step) => ({ ...step })),
          },
        ],
      },
    ],
    reached: [{ id: snapshot.role, kind: 'aws-role', distance: 1, verdict: 'allow' }],
    findings: [finding(snapshot)],
    activity: null,
    containment: [],
    unknowns: [],
    notes: [],
  };
}

function bundleOf(snapshot = smallSnapshot(), signedAt = '2026-03-02T00:00:00.000Z') {
  return buildBundle(snapshot.reader, answerOf(snapshot), method, key, { signedAt });
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const failed = (files: ReadonlyMap<string, Uint8Array>) =>
  verifyBundle(files, null)
    .filter((check) => !check.ok)
    .map((check) => check.name);

describe('an evidence bundle', () => {
  const bundle = bundleOf();

  it('verifies as written', () => {
    expect(failed(bundle.files)).toEqual([]);
  });

  it('fails on every altered byte of every file', () => {
    for (const [name, original] of bundle.files) {
      for (let place = 0; place < original.length; place++) {
        const bytes = Uint8Array.from(original);
        bytes[place]! ^= 1 + (place % 255);
        const found = failed(new Map([...bundle.files, [name, bytes]]));
        if (found.length === 0) expect.fail(`${name}, byte ${place} was altered unnoticed`);
      }
    }
  }, 60_000);

  it('fails when a file is dropped, added, renamed or swapped', () => {
    for (const name of bundle.files.keys()) {
      const rest = new Map([...bundle.files].filter(([other]) => other !== name));
      expect(failed(rest), `without ${name}`).not.toEqual([]);
      const renamed = new Map([...rest, [`${name}x`, bundle.files.get(name) ?? new Uint8Array()]]);
      expect(failed(renamed), `${name} renamed`).not.toEqual([]);
    }
    expect(failed(new Map([...bundle.files, ['data/extra.txt', new Uint8Array()]]))).toContain('Structure');
    expect(failed(new Map([...bundle.files, ['extra.txt', new Uint8Array()]]))).toContain('Structure');
    const swapped = new Map(bundle.files);
    swapped.set('data/paths.csv', bundle.files.get('data/coverage.csv') ?? new Uint8Array());
    swapped.set('data/coverage.csv', bundle.files.get('data/paths.csv') ?? new Uint8Array());
    expect(failed(swapped)).toContain('Payload');
  });

  it('fails against another public key, and holds against its own', () => {
    const other = readSigningKey(newSigningKeyPem(), 'other key');
    expect(verifyBundle(bundle.files, other.publicPem).find((check) => check.name === 'Signature')?.ok).toBe(
      false,
    );
    expect(verifyBundle(bundle.files, key.publicPem).every((check) => check.ok)).toBe(true);
  });

  it('is the same to the byte on another day, apart from the signature', () => {
    const snapshot = smallSnapshot();
    const one = bundleOf(snapshot, '2026-03-02T00:00:00.000Z');
    const two = bundleOf(snapshot, '2027-01-01T12:34:56.000Z');
    const different = [...one.files.keys()].filter(
      (name) => text(one.files.get(name)) !== text(two.files.get(name)),
    );
    expect(different).toEqual([SIGNATURE_FILE]);
  });

  it('keeps the proof: the pointer resolves in the observation named by its own hash', () => {
    const observation = [...bundle.files.keys()].find((name) => name.startsWith('data/observations/'));
    expect(observation).toBeDefined();
    const report = text(bundle.files.get('data/report.html'));
    expect(report).toContain('A statement allows sts:AssumeRole.');
    expect(report).toContain('sts:AssumeRole');
  });

  it('carries the findings of the answer for people and for other programs', () => {
    expect(text(bundle.files.get('data/findings.csv'))).toContain('critical,high,aws-role-trusts-anyone');
    const sarif = sarifLog.parse(JSON.parse(text(bundle.files.get('data/findings.sarif'))));
    const place = sarif.runs[0]?.results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri;
    expect(bundle.files.has(`data/${place}`)).toBe(true);
    iamAnalysisFinding.parse(JSON.parse(text(bundle.files.get('data/findings.ocsf.ndjson'))));
    expect(text(bundle.files.get('data/report.html'))).toContain(
      'Role &lt;deploy&gt; can be assumed by anyone',
    );
  });

  it('fails where the proof of a finding points nowhere', () => {
    const snapshot = smallSnapshot();
    const answer = answerOf(snapshot);
    const lost = answer.findings.map((each) => ({
      ...each,
      proof: each.proof.map((step) => ({ ...step, pointer: '/nothing' })),
    }));
    const { files } = buildBundle(snapshot.reader, { ...answer, findings: lost }, method, key, {
      signedAt: '2026-03-02T00:00:00.000Z',
    });
    expect(failed(files)).toEqual(['Proofs']);
  });

  it('neutralises cells that a spreadsheet would run', () => {
    const csv = text(bundle.files.get('data/coverage.csv'));
    expect(csv).toContain(`"'=HYPERLINK(""https://example.com"") is not authorized"`);
  });

  it('shows names from outside as text', () => {
    const hostile = bundleOf(smallSnapshot('<img src=x onerror=alert(1)>\u202egnp'));
    const report = text(hostile.files.get('data/report.html'));
    expect(report).not.toContain('<img');
    expect(report).not.toContain('\u202e');
    expect(report).toContain('&lt;img src=x onerror=alert(1)&gt;\\u{202e}gnp');
  });
});

describe('a bundle on disk', () => {
  it('is verified by sha256sum -c with no Trustpath', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'trustpath-bag-')), 'bundle');
    await writeBundle(bundleOf().files, folder);
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      const said = execFileSync('sha256sum', ['-c', manifest], { cwd: folder, encoding: 'utf8' });
      expect(said).toContain(': OK');
    }
  });

  it.each(['bundle', 'bundle.zip'])('reads back as written: %s', async (name) => {
    const out = join(mkdtempSync(join(tmpdir(), 'trustpath-bag-')), name);
    const { files } = bundleOf();
    await writeBundle(files, out);
    const read = await readBundle(out);
    expect([...read.keys()].sort()).toEqual([...files.keys()].sort());
    expect(failed(read)).toEqual([]);
  });

  it('is the same zip to the byte for the same files', async () => {
    const { files } = bundleOf();
    const folder = mkdtempSync(join(tmpdir(), 'trustpath-bag-'));
    await writeBundle(files, join(folder, 'a.zip'));
    await writeBundle(files, join(folder, 'b.zip'));
    expect(readFileSync(join(folder, 'a.zip')).equals(readFileSync(join(folder, 'b.zip')))).toBe(true);
  });

  it('is not written over something that exists', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'trustpath-bag-')), 'there');
    writeFileSync(out, 'mine');
    await expect(writeBundle(bundleOf().files, out)).rejects.toThrow(/exists already/);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  it('is refused with one message when it is no zip', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'trustpath-bag-')), 'not.zip');
    writeFileSync(out, 'hello');
    await expect(readBundle(out)).rejects.toMatchObject({ code: 'input-refused' });
    await expect(readBundle(`${out}.missing`)).rejects.toMatchObject({ code: 'input-unreadable' });
  });
});

function isMissing(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error !== undefined;
}

describe('the document on checking by hand', () => {
  const missing = ['python3', 'openssl', 'bash'].filter(isMissing);
  if (missing.length > 0)
    console.log(`skipped: checking by hand needs ${missing.join(', ')}, not installed here`);

  it.skipIf(missing.length > 0)('gives commands that accept a bundle and refuse an altered one', async () => {
    const document = readFileSync(resolve(import.meta.dirname, '../docs/evidence-bundle.md'), 'utf8');
    const blocks = [...document.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
    const folder = mkdtempSync(join(tmpdir(), 'trustpath-by-hand-'));
    const bundle = join(folder, 'BUNDLE');
    await writeBundle(bundleOf().files, bundle);
    const script = ['set -e', ...blocks].join('\n').replaceAll('/tmp/', `${folder}/`);
    const byHand = () =>
      execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    const said = byHand();
    expect(said).toContain('Signature Verified Successfully');
    expect(said).toContain(key.keyId.slice('sha256:'.length));
    writeFileSync(join(bundle, 'data', 'paths.csv'), 'nothing');
    expect(byHand).toThrow();
  });
});
