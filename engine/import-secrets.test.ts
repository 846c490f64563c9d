import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { jwt, KUBERNETES_CLAIMS } from '../analysis/credentials/testing/samples.ts';
import { LEAKED_DEPLOY_KEY, LEAKED_DEPLOY_KEY_ID } from '../sample/github/larkfield.ts';
import type { EntityRecord, Hop } from '../schema/contract.ts';
import { createEngine } from './engine.ts';

/*
 * Findings of scanners over the sample estate, written after gitleaks' report/finding.go, trufflehog's pkg/output/json.go and
 * SARIF 2.1.0. Every text that could carry something of a secret holds the word canary.
 */
const folder = mkdtempSync(join(tmpdir(), 'trustpath-import-secrets-'));
const engine = createEngine();
const ORG = 'larkfield-example';
const SECRET_KEY = ['wJalrXUtnFEMI', '/K7MDENG/bPxRfiCYcanaryKEY'].join('').slice(0, 40);
const PAT = ['ghp', `_${'canary'.repeat(6)}`].join('');
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
let keyId = '';
let snapshot = '';
let handle = '';
let entities: readonly EntityRecord[] = [];

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function gitleaks(more: object) {
  return {
    RuleID: 'aws-access-token',
    Description: 'Identified a pattern that may indicate AWS credentials. canary-description',
    StartLine: 3,
    EndLine: 3,
    StartColumn: 10,
    EndColumn: 30,
    SymlinkFile: '',
    Entropy: 3.6,
    Author: 'canary-author',
    Email: 'canary@example.com',
    Date: '2026-11-20T10:00:00Z',
    Message: 'canary-message',
    Tags: [],
    Commit: COMMIT,
    ...more,
  };
}

function trufflehog(data: object, more: object) {
  return JSON.stringify({
    SourceMetadata: { Data: data },
    SourceID: 1,
    SourceType: 16,
    SourceName: 'trufflehog - git',
    DetectorType: 2,
    DecoderName: 'PLAIN',
    Verified: false,
    Redacted: 'canary-redacted',
    ExtraData: null,
    StructuredData: null,
    ...more,
  });
}

beforeAll(async () => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  snapshot = join(folder, 'sample.trustpath');
  keyId = (await engine.request('sample.create', { out: snapshot })).leakedKeyId;
  const reports = [
    file('gitleaks.json', [
      gitleaks({
        File: 'deploy/.env',
        Fingerprint: `${COMMIT}:deploy/.env:aws-access-token:3`,
        Link: `https://github.com/${ORG}/order-service/blob/${COMMIT}/deploy/.env#L3`,
        Match: `AWS_ACCESS_KEY_ID=${keyId}`,
        Line: `AWS_ACCESS_KEY_ID=${keyId} AWS_SECRET_ACCESS_KEY=${SECRET_KEY}`,
        Secret: keyId,
      }),
      gitleaks({
        RuleID: 'github-pat',
        File: 'notes.txt',
        Fingerprint: '',
        Match: `token ${PAT}`,
        Secret: PAT,
      }),
    ]),
    file(
      'trufflehog.jsonl',
      [
        trufflehog(
          {
            Git: {
              commit: COMMIT,
              file: 'keys/id_ed25519',
              email: 'canary <canary@example.com>',
              repository: `https://canary-user:canary-token@github.com/${ORG}/not-collected.git`,
              timestamp: '2026-11-20 10:00:00 +0000',
              line: 1,
            },
          },
          { DetectorName: 'PrivateKey', Raw: LEAKED_DEPLOY_KEY.privateKey, RawV2: '' },
        ),
        trufflehog(
          {
            S3: { bucket: 'larkfield-public-assets', file: 'backup/env', link: 'canary-link', timestamp: '' },
          },
          {
            DetectorName: 'AWS',
            Verified: true,
            Raw: keyId,
            RawV2: `${keyId}:${SECRET_KEY}`,
            ExtraData: {
              account: '111122223333',
              arn: 'arn:aws:iam::111122223333:user/ci-deployer',
              message: 'canary-extra',
            },
          },
        ),
        trufflehog(
          { Filesystem: { file: '/srv/app/token', line: 1 } },
          {
            DetectorName: 'JWT',
            Raw: jwt(
              { ...KUBERNETES_CLAIMS, sub: 'system:serviceaccount:payments:nobody' },
              'canarysignature',
            ),
            RawV2: '',
          },
        ),
      ].join('\n'),
    ),
    file('scan.sarif', {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'codescan',
              rules: [
                { id: 'js/hardcoded', properties: { tags: ['security', 'CWE-798'] } },
                { id: 'js/unused-variable', properties: { tags: ['maintainability'] } },
              ],
            },
          },
          versionControlProvenance: [
            { repositoryUri: `git@github.com:${ORG}/web-shop.git`, revisionId: COMMIT },
          ],
          results: [
            {
              ruleId: 'js/hardcoded',
              message: { text: `canary-message ${SECRET_KEY}` },
              partialFingerprints: {
                author: 'canary-author',
                commitMessage: 'canary-commit-message',
                primaryLocationLineHash: '39fa2ee980eb94b0:1',
              },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'src/config.js' },
                    region: { startLine: 7, snippet: { text: `const key = '${keyId}' // canary-snippet` } },
                  },
                },
              ],
            },
            { ruleId: 'js/unused-variable', message: { text: 'canary-unused' }, locations: [] },
          ],
        },
      ],
    }),
  ];
  await engine.request('import.claims', { kind: 'secrets', paths: reports, out: snapshot, add: true });
  handle = (await engine.request('snapshot.open', { path: snapshot })).handle;
  entities = (await engine.request('entities.list', { handle, kind: 'exposed-secret' })).entities;
}, 60_000);
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const named = (name: string) => entities.find((each) => each.name === name);
async function relations(from: string, to: string): Promise<readonly Hop[]> {
  return (await engine.request('explain', { handle, from, to })).relations;
}

describe('findings of secret scanners', () => {
  it('become footholds with place, rule and fingerprint', () => {
    expect(entities.map(({ name, attributes }) => [name, attributes.foundBy, attributes.rule])).toEqual(
      expect.arrayContaining([
        ['deploy/.env:3', 'gitleaks', 'aws-access-token'],
        ['notes.txt:3', 'gitleaks', 'github-pat'],
        ['keys/id_ed25519:1', 'trufflehog', 'PrivateKey'],
        ['backup/env', 'trufflehog', 'AWS'],
        ['/srv/app/token:1', 'trufflehog', 'JWT'],
        ['src/config.js:7', 'codescan', 'js/hardcoded'],
      ]),
    );
    expect(entities).toHaveLength(6);
    expect(named('deploy/.env:3')?.id).toBe(
      `exposed-secret://gitleaks/${COMMIT}:deploy/.env:aws-access-token:3`,
    );
    expect(named('src/config.js:7')?.id).toBe('exposed-secret://codescan/39fa2ee980eb94b0:1');
    expect(named('notes.txt:3')?.attributes.credential).toMatch(/GitHub/);
  });

  it('lead to the key whose id was found, and over its owner to what that reaches', async () => {
    const from = named('deploy/.env:3')?.id ?? '';
    const [hop] = await relations(from, keyId);
    expect(hop).toMatchObject({ kind: 'discloses', rule: 'exposed-credential', verdict: 'conditional' });
    expect(hop?.conditions).toEqual([`the secret access key of ${keyId} stands there too`]);
    expect(hop?.proof[0]?.pointer).toBe('/findings/0/recognised/0');
    const { paths } = await engine.request('path', { handle, from });
    expect(paths.some(({ to }) => to === 'arn:aws:iam::111122223333:root')).toBe(true);
  });

  it('lead on without condition where the scanner tried the credential', async () => {
    const from = named('backup/env')?.id ?? '';
    expect((await relations(from, keyId))[0]?.verdict).toBe('allow');
    expect((await relations(from, 'arn:aws:iam::111122223333:user/ci-deployer'))[0]).toMatchObject({
      verdict: 'allow',
      proof: [{ says: expect.stringContaining('tried the credential') }],
    });
    expect(await relations('arn:aws:s3:::larkfield-public-assets', from)).toHaveLength(1);
  });

  it('join a private key to the deploy key with its public half', async () => {
    const [hop] = await relations(named('keys/id_ed25519:1')?.id ?? '', LEAKED_DEPLOY_KEY_ID);
    expect(hop).toMatchObject({ kind: 'discloses', verdict: 'allow' });
  });

  it('are read by whoever may read the repository, where it was collected', async () => {
    const to = named('deploy/.env:3')?.id ?? '';
    const [member] = await relations(`github://${ORG}/role/member`, to);
    expect(member).toMatchObject({ kind: 'can-read', rule: 'exposed-to-readers', verdict: 'allow' });
    expect(member?.proof.map(({ says }) => says).join(' ')).toContain('deploy/.env, line 3');
    expect(await relations(`github://${ORG}/order-service`, to)).toHaveLength(1);
  });

  it('of a repository that was not collected say that its readers are not known', async () => {
    const to = named('keys/id_ed25519:1')?.id ?? '';
    expect(await relations(`github://${ORG}/not-collected`, to)).toHaveLength(1);
    const { unknowns } = await engine.request('path', { handle, from: keyId });
    expect(unknowns.map(({ reason }) => reason).join('\n')).toContain(
      `${ORG}/not-collected was not collected: who may read it`,
    );
  });

  it('of a token that is of no account in the snapshot lead nowhere', async () => {
    const { index } = await engine.request('reach', {
      handle,
      from: named('/srv/app/token:1')?.id ?? '',
    });
    expect([...index]).toHaveLength(0);
  });

  it('keep nothing secret, and nothing that people wrote', () => {
    const db = new Database(snapshot, { readonly: true });
    const bodies = (db.prepare('SELECT data FROM body').all() as { data: Buffer }[]).map(({ data }) =>
      (data[0] === 0x78 ? inflateSync(data) : data).toString('utf8'),
    );
    db.close();
    const findings = bodies.filter((body) => body.includes('"findings"'));
    expect(findings.length).toBeGreaterThan(0);
    const everything = [readFileSync(snapshot, 'latin1'), ...findings].join('\n');
    expect(everything).toContain('id_ed25519');
    expect(everything).not.toMatch(/canary/);
    expect(everything).not.toContain(SECRET_KEY);
    expect(everything).not.toContain(LEAKED_DEPLOY_KEY.privateKey.split('\n')[1]);
  });

  it('count what a log tells of other things, which is not read', async () => {
    const { sources } = await engine.request('snapshot.coverage', { handle });
    const calls = sources.find(({ id }) => id === 'secrets:scan.sarif')?.calls ?? [];
    expect(calls.map(({ reason }) => reason).join('\n')).toContain('1 results are about other things');
  });
});

describe('files that are no findings', () => {
  it.each([
    ['other.json', { hello: 1 }, 'line 1: is no finding of gitleaks or trufflehog and no SARIF log'],
    ['empty-report.json', [], 'holds no finding'],
    [
      'second-line.jsonl',
      `${trufflehog({ Git: { file: 'a', line: 1 } }, { DetectorName: 'X', Raw: 'canary' })}\n{"canary": `,
      'line 2: not JSON: the file breaks off here',
    ],
    ['text.json', 'canary', 'line 1: not JSON'],
  ])('are refused with file, place and reason: %s', async (name, content, reason) => {
    const path = file(name, content);
    const out = join(folder, `refused-${name}.trustpath`);
    const refusal = engine.request('import.claims', { kind: 'secrets', paths: [path], out });
    await expect(refusal).rejects.toThrow(`${path}: ${reason}`);
    await expect(refusal).rejects.not.toThrow('canary');
    await expect(refusal).rejects.toMatchObject({ status: 3 });
    expect(existsSync(out)).toBe(false);
  });
});
