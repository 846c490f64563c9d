import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../schema/contract.ts';
import type { Json } from '../../schema/json.ts';
import type { Call, Coverage } from '../../schema/records.ts';
import { createSnapshot, resumeSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { contentOf } from '../testing/compare.ts';
import { type CollectAwsOptions, collectAws } from './collect.ts';
import { AWS_SERVICES } from './registry.ts';
import { type Answerer, failure, type LoopbackAws, startLoopbackAws } from './testing/loopback-aws.ts';
import { ACCOUNT, smallEstate } from './testing/small-estate.ts';

const REGION = 'eu-central-1';
const SECRET = ['sEcr3tOfTheSession', 'thatNobodyMaySee'].join('/');
const DENIED = failure(
  403,
  'AccessDenied',
  'User: arn:aws:iam::111122223333:user/auditor is not authorized to perform that',
);
const THROTTLED = failure(400, 'Throttling', 'Rate exceeded');

let folder: string;
let aws: LoopbackAws;
let writer: SnapshotWriter;
let estate: Answerer;
const saved = { ...process.env };
const path = () => join(folder, 'out.trustpath');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-collect-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  // No machine's own settings take part.
  Object.assign(process.env, {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '3',
  });
  estate = smallEstate();
  aws = await startLoopbackAws((request) => estate(request));
  writer = createSnapshot(path(), { createdBy: 'test', createdAt: new Date().toISOString() });
});
afterEach(async () => {
  writer.close();
  await aws.close();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, saved);
  rmSync(folder, { recursive: true });
});

const collect = (options: Partial<CollectAwsOptions> = {}) =>
  collectAws(writer, {
    endpoint: aws.endpoint,
    regions: [REGION],
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET },
    ...options,
  });
const coverage = (operation: string): Coverage | undefined =>
  writer
    .reader()
    .coverage()
    .find((record) => record.operation === operation);
const calls = (operation: string): Call[] => [...writer.reader().calls({ operation })];
const documents = (operation: string): Json[] =>
  calls(operation).flatMap((call) =>
    call.observation === null ? [] : [writer.reader().document(call.observation)],
  );
const gapsBut = (...operations: string[]) =>
  writer
    .reader()
    .coverage()
    .filter((record) => record.status !== 'complete' && !operations.includes(record.operation));
/** The file as it is on the disk after the writer is closed: what anyone could find in it. */
const reopened = () => {
  writer.close();
  writer = resumeSnapshot(path());
};

describe('a collection', () => {
  it('records every operation of the account in the shape the AWS CLI prints', async () => {
    const progress: Progress[] = [];
    const result = await collect({ onProgress: (step) => progress.push(step) });
    expect(result).toEqual({ source: `aws:${ACCOUNT}`, gaps: 0, stopped: null });
    const operations = AWS_SERVICES.flatMap((service) => service.operations.map((one) => one.operation));
    expect(
      new Set(
        writer
          .reader()
          .coverage()
          .map((record) => record.operation),
      ),
    ).toEqual(new Set(['sts:GetCallerIdentity', ...operations]));
    for (const operation of operations) expect(calls(operation).length, operation).toBeGreaterThan(0);
    expect(documents('iam:GetAccountAuthorizationDetails')[0]).toMatchObject({
      UserDetailList: [
        {
          UserName: 'ana',
          CreateDate: '2024-02-03T04:05:06.000Z',
          UserPolicyList: [{ PolicyDocument: { Version: '2012-10-17' } }],
        },
        {},
      ],
      IsTruncated: true,
      Marker: '1.a',
    });
    expect(documents('iam:GetCredentialReport')).toMatchObject([
      { Content: expect.stringMatching(/^user,arn,/), GeneratedTime: '2025-01-01T00:00:00.000Z' },
    ]);
    expect(
      calls('iam:GetLoginProfile')
        .map((call) => call.httpStatus)
        .toSorted(),
    ).toEqual([200, 404, 404, 404]);
    expect(documents('iam:GetLoginProfile')).toContainEqual({ LoginProfile: null });
    expect(documents('s3:GetBucketPolicy')).toContainEqual({ Policy: null });
    expect(documents('s3:GetBucketPolicy')).toContainEqual({
      Policy: expect.objectContaining({ Version: '2012-10-17' }),
    });
    expect(documents('s3:GetBucketLocation')).toContainEqual({ LocationConstraint: null });
    expect(documents('kms:GetKeyPolicy')).toMatchObject([{ Policy: { Version: '2012-10-17' } }]);
    expect(documents('dynamodb:GetResourcePolicy')).toEqual([{ Policy: null }]);
    const [page, next] = calls('iam:GetAccountAuthorizationDetails');
    expect(page).toMatchObject({
      page: 0,
      parameters: {},
      httpStatus: 200,
      requestId: expect.stringMatching(/^request-/),
      endpoint: aws.endpoint,
      redactions: 0,
    });
    expect(next?.page).toBe(1);
    const [source] = writer.reader().sources();
    expect(Math.abs(source?.clockOffsetMs ?? Number.NaN)).toBeLessThan(1500);
    expect(source).toMatchObject({ account: ACCOUNT, principal: `arn:aws:iam::${ACCOUNT}:user/auditor` });
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.at(-1)).toMatchObject({ stage: 'Collected', gaps: 0 });
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  });

  it('never asks for the value of a secret or a parameter, nor changes anything', async () => {
    await collect();
    for (const { operation } of aws.requests)
      expect(operation).toMatch(/:(BatchGet|Get|List|Describe|Generate)/);
    expect(aws.requests.map((request) => request.operation)).not.toContain('secretsmanager:GetSecretValue');
    expect(aws.requests.map((request) => request.operation)).not.toContain('ssm:GetParameter');
  });

  it('asks regional services in each region and the account once', async () => {
    await collect({ regions: [REGION, 'us-east-1'] });
    expect(
      calls('kms:ListKeys')
        .map((call) => call.region)
        .toSorted(),
    ).toEqual([REGION, 'us-east-1']);
    expect(calls('iam:ListSAMLProviders').map((call) => call.region)).toEqual([null]);
  });

  it('finds endpoint, region and credentials in the environment', async () => {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: SECRET,
    });
    expect(await collectAws(writer, {})).toMatchObject({ gaps: 0 });
  });

  it('finds them in a profile', async () => {
    writeFileSync(
      join(folder, 'config'),
      `[profile audit]\nregion = ${REGION}\nendpoint_url = ${aws.endpoint}\n`,
    );
    writeFileSync(
      join(folder, 'credentials'),
      `[audit]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\n`,
    );
    expect(await collectAws(writer, { profile: 'audit' })).toMatchObject({ gaps: 0 });
  });

  it('takes on a role, with its external id', async () => {
    const own = estate;
    estate = (request) =>
      request.operation === 'sts:AssumeRole'
        ? {
            Credentials: {
              AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
              SecretAccessKey: SECRET,
              SessionToken: 'session-token-of-the-role',
              Expiration: new Date(Date.now() + 3_600_000).toISOString(),
            },
            AssumedRoleUser: {
              Arn: 'arn:aws:sts::111122223333:assumed-role/audit/trustpath',
              AssumedRoleId: 'AROAEXAMPLEEXAMPLE123:trustpath',
            },
          }
        : own(request);
    await collect({ roleArn: `arn:aws:iam::${ACCOUNT}:role/audit`, externalId: 'case-7' });
    const assumed = aws.requests.filter((request) => request.operation === 'sts:AssumeRole');
    expect(assumed).toHaveLength(1);
    expect(assumed[0]?.parameters).toMatchObject({ RoleSessionName: 'trustpath', ExternalId: 'case-7' });
    expect(readFileSync(path()).includes('session-token-of-the-role')).toBe(false);
  });
});

describe('a collection that cannot begin', () => {
  it('says that there are no credentials', async () => {
    await expect(collect({ credentials: undefined })).rejects.toMatchObject({
      code: 'collection-failed',
      status: 3,
      message: expect.stringMatching(/No usable AWS credentials/),
    });
    await expect(collect({ credentials: undefined, profile: 'nobody' })).rejects.toMatchObject({
      code: 'collection-failed',
    });
  });

  it('says that AWS did not tell who is calling, without the secret', async () => {
    aws.weather = () => ({
      kind: 'error',
      failure: failure(403, 'InvalidClientTokenId', `The security token ${SECRET} is invalid`),
    });
    const error = await collect().catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      code: 'collection-failed',
      message: expect.stringMatching(/GetCallerIdentity.*InvalidClientTokenId/),
    });
    expect(String(error)).not.toContain(SECRET);
    expect(writer.reader().sources()).toEqual([]);
  });

  it('asks for a region where none is configured, and refuses what is none', async () => {
    await expect(collect({ regions: [] })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/No AWS region is configured/),
    });
    await expect(collect({ regions: ['europe'] })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/"europe" is not/),
    });
  });
});

describe('what goes wrong on the way', () => {
  it("a denied operation is coverage with the provider's own reason and what it hides; the rest is collected", async () => {
    aws.weather = ({ operation }) =>
      operation === 'iam:ListSAMLProviders' ? { kind: 'error', failure: DENIED } : undefined;
    expect(await collect()).toMatchObject({ gaps: 2, stopped: null });
    expect(coverage('iam:ListSAMLProviders')).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/^AccessDenied \(HTTP 403\): User: .* is not authorized/),
      kinds: ['can-assume'],
      items: 0,
      calls: 1,
    });
    expect(coverage('iam:GetSAMLProvider')).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('iam:ListSAMLProviders'),
    });
    expect(calls('iam:ListSAMLProviders')).toMatchObject([
      { status: 'denied', httpStatus: 403, observation: null },
    ]);
    expect(gapsBut('iam:ListSAMLProviders', 'iam:GetSAMLProvider')).toEqual([]);
  });

  it('some denied calls of many are counted, and what was answered is kept', async () => {
    aws.weather = ({ operation, parameters }) =>
      operation === 'iam:ListAccessKeys' && parameters.UserName !== 'ana'
        ? { kind: 'error', failure: DENIED }
        : undefined;
    await collect();
    expect(coverage('iam:ListAccessKeys')).toMatchObject({
      status: 'denied',
      items: 1,
      calls: 4,
      reason: expect.stringMatching(/^3 of 4 calls denied: AccessDenied/),
    });
    expect(calls('iam:GetAccessKeyLastUsed')).toHaveLength(1);
  });

  it('throttling is waited out', async () => {
    let asked = 0;
    aws.weather = ({ operation }) =>
      operation === 'ssm:DescribeParameters' && ++asked < 3
        ? { kind: 'error', failure: failure(400, 'ThrottlingException', 'slow down') }
        : undefined;
    expect(await collect()).toMatchObject({ gaps: 0 });
    expect(asked).toBe(3);
  });

  it('throttling that does not end is coverage', async () => {
    aws.weather = ({ operation }) =>
      operation === 'ssm:DescribeParameters' ? { kind: 'error', failure: THROTTLED } : undefined;
    await collect();
    expect(coverage('ssm:DescribeParameters')).toMatchObject({
      status: 'throttled',
      reason: expect.stringMatching(/^Throttling \(HTTP 400\): Rate exceeded/),
    });
    expect(gapsBut('ssm:DescribeParameters')).toEqual([]);
  });

  it.each([
    [
      'an internal error',
      { kind: 'error', failure: failure(500, 'InternalFailure', 'oops') },
      /InternalFailure \(HTTP 500\)/,
    ],
    ['a cut-off answer', { kind: 'truncate' }, /.+/],
    ['an answer that is none', { kind: 'garbage' }, /UnreadableAnswer/],
    ['a lost connection', { kind: 'reset' }, /ECONNRESET/],
  ] as const)('%s is overcome when it passes and coverage when it stays', async (_what, weather, reason) => {
    let broken = 1;
    aws.weather = ({ operation }) =>
      operation === 'iam:ListOpenIDConnectProviders' && broken-- > 0 ? weather : undefined;
    const first = await collect();
    const passed = coverage('iam:ListOpenIDConnectProviders');
    // Not every fault is one that the SDK tries again; then it is coverage, and resuming mends it.
    expect(['complete', 'failed']).toContain(passed?.status);
    if (passed?.status === 'failed') expect(await collect()).toMatchObject({ gaps: 0 });
    else expect(first.gaps).toBe(0);

    broken = Number.POSITIVE_INFINITY;
    writer.forgetCalls({
      source: `aws:${ACCOUNT}`,
      operation: 'iam:ListOpenIDConnectProviders',
      region: null,
      parameters: {},
    });
    expect(await collect()).toMatchObject({ gaps: 2 });
    expect(coverage('iam:ListOpenIDConnectProviders')).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
    expect(gapsBut('iam:ListOpenIDConnectProviders', 'iam:GetOpenIDConnectProvider')).toEqual([]);
  });

  it('credentials that expire midway leave the rest denied with a hint, and fresh ones finish it', async () => {
    let answered = 0;
    aws.weather = ({ operation }) =>
      operation !== 'sts:GetCallerIdentity' && ++answered > 20
        ? {
            kind: 'error',
            failure: failure(403, 'ExpiredToken', 'The security token included in the request is expired'),
          }
        : undefined;
    const { gaps, stopped } = await collect();
    expect(stopped).toMatch(/expired.*resume with fresh ones/);
    expect(gaps).toBeGreaterThan(3);
    const late = coverage('iam:ListServiceSpecificCredentials');
    expect(late).toMatchObject({ status: 'denied', reason: expect.stringMatching(/resume with fresh ones/) });
    const asked = aws.requests.length;
    expect(asked).toBeLessThan(50);
    aws.weather = () => undefined;
    reopened();
    expect(await collect()).toEqual({ source: `aws:${ACCOUNT}`, gaps: 0, stopped: null });
    // What was answered before, some twenty calls, is not asked again.
    const whole = [...writer.reader().calls()].filter((call) => call.status === 'ok').length;
    expect(aws.requests.length - asked).toBeLessThan(whole - 15);
  });

  it('an endpoint that never answers is left alone after a few calls, the other services go on', async () => {
    aws.weather = ({ operation }) => (operation.startsWith('s3:Get') ? { kind: 'reset' } : undefined);
    await collect();
    expect(coverage('s3:GetBucketAcl')).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('not tried, because the endpoint did not answer'),
      items: 0,
    });
    expect(coverage('kms:ListKeys')?.status).toBe('complete');
  }, 40_000);

  it('a slow endpoint is only slow', async () => {
    aws.weather = ({ number }) => (number % 9 === 0 ? { kind: 'delay', ms: 150 } : undefined);
    expect(await collect()).toMatchObject({ gaps: 0 });
  });

  it('secrets that an answer or an error reflects are not in the file', async () => {
    const token = `gh${'p'}_${'aB3d'.repeat(9)}`;
    const own = estate;
    estate = (request) =>
      request.operation === 'ssm:DescribeParameters'
        ? { Parameters: [{ Name: '/x', Type: 'String', Description: `${SECRET} ${token}` }] }
        : own(request);
    aws.weather = ({ operation }) =>
      operation === 'kms:ListKeys'
        ? { kind: 'error', failure: failure(400, 'AccessDeniedException', `${token} and ${SECRET}`) }
        : undefined;
    await collect();
    expect(JSON.stringify([documents('ssm:DescribeParameters'), coverage('kms:ListKeys')])).not.toMatch(
      new RegExp(`${token}|${SECRET}`),
    );
    expect(coverage('kms:ListKeys')?.reason).toContain(
      '[redacted:github-token] and [redacted:session-credential]',
    );
    expect(calls('ssm:DescribeParameters')[0]?.redactions).toBe(2);
  });
});

describe('a cancelled collection', () => {
  it('stops at once, says what it did not reach, and resumes to the same end', async () => {
    const whole = await undisturbed();
    const abort = new AbortController();
    aws.weather = ({ number }) => {
      if (number === 25) abort.abort();
      return number >= 25 ? { kind: 'delay', ms: 5_000 } : undefined;
    };
    const start = performance.now();
    await expect(collect({ signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled', status: 130 });
    expect(performance.now() - start).toBeLessThan(4_000);
    reopened();
    expect(coverage('iam:GetServiceLastAccessedDetails')).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('ended before'),
    });
    expect([...writer.reader().calls()].length).toBeGreaterThan(3);
    aws.weather = () => undefined;
    await collect();
    expect(contentOf(writer.reader())).toEqual(whole);
  });

  it('begins the pages again where the token of the next one has expired', async () => {
    const whole = await undisturbed('b');
    aws.weather = ({ operation, parameters }) =>
      operation === 'iam:GetAccountAuthorizationDetails' && String(parameters.Marker).startsWith('2.')
        ? { kind: 'error', failure: DENIED }
        : undefined;
    await collect();
    expect(coverage('iam:GetAccountAuthorizationDetails')).toMatchObject({ status: 'denied', items: 4 });
    aws.weather = () => undefined;
    estate = smallEstate({ stamp: 'b' });
    reopened();
    expect(await collect()).toMatchObject({ gaps: 0 });
    expect(contentOf(writer.reader())).toEqual(whole);
  });
});

/** What a collection with nothing in its way ends with. */
async function undisturbed(stamp = 'a'): Promise<unknown> {
  const before = { estate, writer };
  estate = smallEstate({ stamp });
  writer = createSnapshot(join(folder, 'whole.trustpath'), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
  await collect();
  const content = contentOf(writer.reader());
  writer.close();
  ({ estate, writer } = before);
  aws.requests.length = 0;
  return content;
}
