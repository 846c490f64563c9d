import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { type CollectAccountsOptions, collectAwsAccounts } from './collect-accounts.ts';
import { failure, type LoopbackAws, startLoopbackAws } from './testing/loopback-aws.ts';
import { smallEstate } from './testing/small-estate.ts';

const OTHER = '444455556666';
let folder: string;
let aws: LoopbackAws;
let writer: SnapshotWriter;
const estate = smallEstate({ tiny: true });
/** Who is calling, by the number of the question; null: the key is not known. */
let callers: (string | null)[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-accounts-'));
  writer = createSnapshot(join(folder, 'a.trustpath'), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
  callers = [];
  aws = await startLoopbackAws((request) => {
    if (request.operation !== 'sts:GetCallerIdentity' || callers.length === 0) return estate(request);
    const account = callers.shift();
    return account
      ? { Account: account, Arn: `arn:aws:iam::${account}:user/auditor`, UserId: 'AIDAZT2GK5EQ7AUDITORA' }
      : failure(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
  });
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  const key = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = not-checked-here\n';
  writeFileSync(
    join(folder, 'credentials'),
    ['one', 'two', 'same', 'gone'].map((name) => `[${name}]\n${key}`).join('\n'),
  );
  writeFileSync(
    join(folder, 'config'),
    `[profile gone]\nsso_account_id = ${OTHER}\n[profile two]\nregion = eu-central-1\n`,
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  writer.close();
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

const collect = (options: Partial<CollectAccountsOptions>) =>
  collectAwsAccounts(writer, { endpoint: aws.endpoint, ...options });
const coverage = (operation: string, source = 'aws:111122223333') =>
  writer
    .reader()
    .coverage()
    .filter((record) => record.operation === operation && record.source === source);
const regionsAsked = () =>
  new Set([...writer.reader().calls({ operation: 'kms:ListKeys' })].map((call) => call.region));

describe('several profiles', () => {
  it('become a source each, an account that two lead to once', async () => {
    callers = ['111122223333', OTHER, OTHER];
    const { sources, gaps, stopped } = await collect({
      profiles: ['one', 'two', 'same'],
      regions: ['eu-central-1'],
    });
    expect([sources.toSorted(), gaps, stopped]).toEqual([[`aws:111122223333`, `aws:${OTHER}`], 0, null]);
    expect(
      writer
        .reader()
        .sources()
        .map(({ account }) => account),
    ).toEqual(['111122223333', OTHER]);
    for (const { id } of writer.reader().sources())
      expect(coverage('iam:GetAccountAuthorizationDetails', id)[0]?.status).toBe('complete');
  });

  it('of which one cannot be used: its account is a source of which nothing was seen, the others are collected', async () => {
    callers = ['111122223333', null];
    const { sources, gaps } = await collect({ profiles: ['one', 'gone'], regions: ['eu-central-1'] });
    expect(sources.toSorted()).toEqual(['aws:111122223333', `aws:${OTHER}`]);
    expect(gaps).toBeGreaterThan(50);
    expect(coverage('sts:GetCallerIdentity', `aws:${OTHER}`)[0]).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('InvalidClientTokenId'),
    });
    expect(coverage('iam:GetAccountAuthorizationDetails', `aws:${OTHER}`)[0]?.status).toBe('skipped');
    expect(coverage('iam:GetAccountAuthorizationDetails')[0]?.status).toBe('complete');
  });

  it('of which one cannot be used and names no account: that is told beside the first that can, until it can', async () => {
    callers = ['111122223333', null];
    const profiles = ['one', 'two'];
    expect(await collect({ profiles, regions: ['eu-central-1'] })).toMatchObject({ gaps: 1 });
    expect(coverage('profile:two')[0]).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('profile two'),
    });
    callers = ['111122223333', OTHER];
    expect(await collect({ profiles, regions: ['eu-central-1'] })).toMatchObject({ gaps: 0 });
    expect(coverage('profile:two')[0]?.status).toBe('complete');
  });

  it('of which none can be used are refused, and nothing is left', async () => {
    callers = [null, null];
    await expect(collect({ profiles: ['one', 'two'], regions: ['eu-central-1'] })).rejects.toMatchObject({
      code: 'collection-failed',
    });
    expect(writer.reader().sources()).toEqual([]);
  });

  it('whose account is in no organization leave a role for its accounts without use, and say so', async () => {
    const before = aws.requests.length;
    aws.weather = ({ operation }) =>
      operation.startsWith('organizations:')
        ? { kind: 'error', failure: failure(400, 'AWSOrganizationsNotInUseException', 'not a member') }
        : undefined;
    const { gaps } = await collect({ profile: 'one', orgRole: 'audit', regions: ['eu-central-1'] });
    expect(gaps).toBe(1);
    expect(coverage('sts:AssumeRole')[0]).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('audit was taken on in none'),
    });
    expect(aws.requests.length).toBeGreaterThan(before);
  });
});

describe('regions', () => {
  it('where use was seen are asked; enabled ones where it was not are a gap each, those switched off are none', async () => {
    await collect({ profile: 'one', regions: 'where-used' });
    // Keys and roles were used in the one, a bucket lies in the other.
    expect(regionsAsked()).toEqual(new Set(['eu-central-1', 'us-east-1']));
    expect(
      coverage('ec2:DescribeRegions').map(({ region, status, kinds }) => [region, status, kinds.length > 0]),
    ).toEqual([
      [null, 'complete', false],
      ['ap-south-1', 'skipped', true],
    ]);
  });

  it('that are enabled are asked, all of them', async () => {
    const { gaps } = await collect({ profile: 'one', regions: 'enabled' });
    expect(regionsAsked()).toEqual(new Set(['ap-south-1', 'eu-central-1', 'us-east-1']));
    expect(gaps).toBe(0);
  });

  it('that were left alone and are asked later are no gap any more', async () => {
    await collect({ profile: 'one', regions: 'where-used' });
    await collect({ profile: 'one', regions: 'enabled' });
    expect(coverage('ec2:DescribeRegions').map(({ status }) => status)).toEqual(['complete', 'complete']);
  });

  it('that are not known leave the configured one, and the rest is a gap', async () => {
    aws.weather = ({ operation }) =>
      operation === 'ec2:DescribeRegions'
        ? { kind: 'error', failure: failure(403, 'UnauthorizedOperation', 'not authorized') }
        : undefined;
    await collect({ profile: 'one', regions: 'enabled' });
    expect(regionsAsked()).toEqual(new Set(['eu-central-1']));
    expect(coverage('ec2:DescribeRegions')[0]).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('which regions there are is not known'),
      kinds: expect.arrayContaining(['can-read']),
    });
  });

  it('that were named and are switched off are not asked, which every operation there says', async () => {
    await collect({ profile: 'one', regions: ['eu-central-1', 'af-south-1'] });
    expect(regionsAsked()).toEqual(new Set(['eu-central-1']));
    expect(coverage('kms:ListKeys').find(({ region }) => region === 'af-south-1')).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('not enabled'),
    });
  });
});
