import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import type { Output } from '../schema/contract.ts';

/** The story that docs/sample-estate.md tells, through the real collector and the real analysis. */
const ACCOUNT = 'arn:aws:iam::111122223333:root';
const EXPORTS = 'arn:aws:s3:::larkfield-customer-exports';
const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-story-'));
const engine = createEngine();
let handle = '';
let leakedKeyId = '';
let trace: Output<'trace'>;

beforeAll(async () => {
  process.env.TRUSTPATH_HOME = path.join(folder, 'home');
  const out = path.join(folder, 'sample.trustpath');
  leakedKeyId = (await engine.request('sample.create', { out })).leakedKeyId;
  handle = (await engine.request('snapshot.open', { path: out })).handle;
  trace = await engine.request('trace', { handle, text: leakedKeyId });
}, 60_000);
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const to = (target: string) => trace.paths.find((one) => one.to === target);
const explain = (from: string, target: string) => engine.request('explain', { handle, from, to: target });
const says = async (from: string, target: string) => {
  const answer = await explain(from, target);
  expect(answer.relations).toEqual([]);
  return answer.blockedBy.map((one) => one.says).join('\n');
};

describe('the leaked key', () => {
  it('belongs to the build user, as told by its id alone', () => {
    expect(trace.recognition.facts).toContainEqual({ label: 'account', value: '111122223333' });
    expect(trace.owner?.id).toBe(user('ci-deployer'));
  });

  it('reads the customer exports in four hops, without conditions', () => {
    expect(to(EXPORTS)).toMatchObject({
      verdict: 'allow',
      hops: [
        { kind: 'authenticates-as', to: user('ci-deployer') },
        { kind: 'can-assume', to: role('build-artifacts') },
        { kind: 'can-become', to: role('platform-deploy') },
        { kind: 'can-read', to: EXPORTS },
      ],
    });
  });

  it('administers the account in five, from the office network only', () => {
    const found = to(ACCOUNT);
    expect(found?.verdict).toBe('conditional');
    expect(found?.hops.map((hop) => [hop.kind, hop.to, hop.verdict])).toEqual([
      ['authenticates-as', user('ci-deployer'), 'allow'],
      ['can-assume', role('build-artifacts'), 'allow'],
      ['can-become', role('platform-deploy'), 'allow'],
      ['can-assume', role('infra-bootstrap'), 'conditional'],
      ['can-escalate-to', ACCOUNT, 'allow'],
    ]);
    expect(found?.hops[3]?.conditions.join()).toContain('203.0.113.0/24');
  });

  it('is contained by deactivating it first', () => {
    expect(trace.containment[0]?.command).toBe(
      `aws iam update-access-key --user-name ci-deployer --access-key-id ${leakedKeyId} --status Inactive`,
    );
  });
});

describe('what looks like a path and is none', () => {
  it('build users may attach policies to themselves, and are denied it', async () => {
    expect(await says(user('ci-deployer'), ACCOUNT)).toMatch(
      /"NoSelfPromotion".* denies .*iam:AttachUserPolicy/,
    );
  });

  it('developers may do anything, within a boundary', async () => {
    expect(await says(role('app-developer'), ACCOUNT)).toContain('permissions boundary');
  });

  it('analysts may read every bucket, but the exports deny them', async () => {
    expect(await says(user('elif.demir'), EXPORTS)).toMatch(/"NobodyElse".*denies s3:GetObject/);
  });

  it('the FTP user’s permission ended in 2025', async () => {
    expect(await says(user('legacy-ftp-sync'), 'arn:aws:s3:::larkfield-hr-archive')).toContain('2025-01-01');
  });
});

describe('the cluster', () => {
  it('has a service account whose role reads the customer exports, and another whose role does not', async () => {
    const { relations } = await explain(role('payments-api'), EXPORTS);
    expect(relations.map((one) => [one.kind, one.verdict])).toEqual([['can-read', 'allow']]);
    expect(await says(role('reports-exporter'), EXPORTS)).toContain('s3:GetObject');
  });
});

describe('the shared services account', () => {
  it('is let in where the page says so, and nowhere else', async () => {
    const outside = 'arn:aws:iam::444455556666:root';
    const topic = await explain(outside, 'arn:aws:sns:eu-central-1:111122223333:price-updates');
    expect(topic.relations.map((one) => [one.kind, one.verdict])).toEqual([['can-read', 'allow']]);
    const images = await explain(outside, 'arn:aws:ecr:eu-central-1:111122223333:repository/report-exporter');
    expect(images.relations.map((one) => [one.kind, one.verdict])).toEqual([['can-read', 'allow']]);
    const other = await explain(outside, 'arn:aws:sns:eu-central-1:111122223333:platform-alerts');
    expect(other.relations).toEqual([]);
    const push = await explain(
      role('web-shop-build'),
      'arn:aws:ecr:eu-central-1:111122223333:repository/web-shop',
    );
    expect(push.relations.map((one) => [one.kind, one.verdict])).toEqual([['can-write', 'allow']]);
  });
});

describe('who else administers the account', () => {
  it('is the two administrator roles, the bootstrap role and whoever leads to them', async () => {
    const { index, distance, verdict } = await engine.request('exposure', { handle, to: ACCOUNT });
    const { entities } = await engine.request('entities.get', { handle, indices: [...index] });
    const direct = entities.filter((_, i) => distance[i] === 1 && verdict[i] === 0).map((one) => one.id);
    expect(direct.sort()).toEqual([
      role('break-glass-admin'),
      role('infra-bootstrap'),
      role('sso-administrator'),
    ]);
    expect(entities.map((one) => one.id)).not.toContain(role('app-developer'));
  });
});

describe('the page that tells the story', () => {
  const page = readFileSync(new URL('../docs/sample-estate.md', import.meta.url), 'utf8');

  it('names the leaked key, the crown jewels and every statement of the paths', async () => {
    const { entities } = await engine.request('entities.list', { handle, limit: 1_000 });
    const jewels = entities.filter((one) => one.tier === 0).map((one) => one.id);
    expect(jewels.sort()).toEqual([
      role('break-glass-admin'),
      role('sso-administrator'),
      ACCOUNT,
      EXPORTS,
      'arn:aws:secretsmanager:eu-central-1:111122223333:secret:payments/provider-api-key-Qm4tZa',
      'github://larkfield-example',
      'k8s://larkfield-prod',
      'k8s://larkfield-prod/secret/payments/provider-credentials',
    ]);
    expect(page).toContain(leakedKeyId);
    const proofs = trace.paths.flatMap((one) =>
      one.hops.flatMap((hop) => hop.proof.map((step) => step.says)),
    );
    const named = proofs.flatMap((says) => /Statement "(\w+)" of (?:inline|managed)/.exec(says)?.[1] ?? []);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((sid) => !page.includes(sid))).toEqual([]);
  });
});

describe('what was not seen', () => {
  it('is what the estate denies and what hangs on that, and nothing else', async () => {
    const { sources } = await engine.request('snapshot.coverage', { handle });
    const gaps = sources.flatMap((source) => source.calls).filter((call) => call.status !== 'complete');
    expect(gaps.map((gap) => [gap.operation, gap.status]).sort()).toEqual([
      ['GET /orgs/{org}/personal-access-tokens', 'denied'],
      ['GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories', 'skipped'],
      ['iam:ListServiceSpecificCredentials', 'denied'],
      ['kms:ListGrants', 'denied'],
      ['organizations:DescribePolicy', 'skipped'],
      ['organizations:ListAccountsForParent', 'skipped'],
      ['organizations:ListOrganizationalUnitsForParent', 'skipped'],
      ['organizations:ListPolicies', 'denied'],
      ['organizations:ListPoliciesForTarget', 'skipped'],
      ['organizations:ListRoots', 'denied'],
      ['s3:GetBucketPolicy', 'denied'],
    ]);
  });
});
