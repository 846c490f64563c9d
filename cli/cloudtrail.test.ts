import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../schema/contract.ts';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-trail-'));
const snapshot = join(folder, 'both.trustpath');
const ACCOUNT = '111122223333';
const KEY = 'AKIARTX3GSDS3KRTBKSH';
const TEMPORARY = 'ASIARTX3GSDS3KRTBKSH';
const USER = `arn:aws:iam::${ACCOUNT}:user/build`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;

const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const common = { Path: '/', CreateDate: '2025-01-01T00:00:00+00:00', AttachedManagedPolicies: [], Tags: [] };
const details = {
  UserDetailList: [
    {
      ...common,
      UserName: 'build',
      UserId: 'AIDARTX3GSDSQXAMPL22',
      Arn: USER,
      GroupList: [],
      UserPolicyList: [
        {
          PolicyName: 'assume',
          PolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE }),
        },
      ],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [
    {
      ...common,
      RoleName: 'deploy',
      RoleId: 'AROARTX3GSDSQXAMPL44',
      Arn: ROLE,
      AssumeRolePolicyDocument: policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      }),
      InstanceProfileList: [],
      RolePolicyList: [
        { PolicyName: 'all', PolicyDocument: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) },
      ],
    },
  ],
  Policies: [],
};
const assuming = (time: string) => ({
  eventVersion: '1.09',
  userIdentity: { type: 'IAMUser', arn: USER, accountId: ACCOUNT, accessKeyId: KEY, userName: 'build' },
  eventTime: time,
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '198.51.100.77',
  userAgent: 'aws-cli/2.17.9',
  requestParameters: { roleArn: ROLE, roleSessionName: 'night' },
  responseElements: { credentials: { accessKeyId: TEMPORARY, sessionToken: 'not-a-real-token' } },
  eventID: time,
  recipientAccountId: ACCOUNT,
});

beforeAll(async () => {
  const dump = join(folder, 'details.json');
  writeFileSync(dump, JSON.stringify(details));
  const logs = join(folder, 'logs', 'AWSLogs');
  mkdirSync(logs, { recursive: true });
  writeFileSync(
    join(logs, 'a.json.gz'),
    gzipSync(
      JSON.stringify({ Records: [assuming('2026-11-20T02:11:00Z'), assuming('2026-11-21T02:14:00Z')] }),
    ),
  );
  expect((await runCli(['import', 'aws', dump, '--out', snapshot, '--quiet'])).status).toBe(0);
  const args = [
    'import',
    'cloudtrail',
    join(folder, 'logs'),
    '--out',
    snapshot,
    '--add',
    '--keep',
    KEY,
    '--json',
  ];
  const added = await runCli(args);
  expect(added.stderr).not.toContain('trustpath:');
  expect(added.json()).toMatchObject({ events: 2, gaps: 0 });
}, 30_000);

describe('a log beside the account', () => {
  it('lets trace show what the leaked key did, and marks the hops that were observed', async () => {
    const [json, text] = await Promise.all([
      runCli(['trace', snapshot, KEY, '--json']),
      runCli(['trace', snapshot, KEY]),
    ]);
    const answer = json.json<Output<'trace'>>();
    expect(answer.owner?.id).toBe(USER);
    expect(answer.activity).toMatchObject({
      count: 2,
      addresses: [{ name: '198.51.100.77', count: 2 }],
      assumed: [{ name: ROLE, count: 2 }],
    });
    const path = answer.paths.find(({ to }) => to === `arn:aws:iam::${ACCOUNT}:root`);
    expect(path?.hops.map(({ kind, observed }) => [kind, observed?.count ?? null])).toEqual([
      ['authenticates-as', 2],
      ['can-assume', 2],
      ['administers-account', null],
    ]);
    expect(path?.hops[1]?.observed).toEqual({
      first: '2026-11-20T02:11:00.000Z',
      last: '2026-11-21T02:14:00.000Z',
      count: 2,
      from: ['198.51.100.77'],
    });
    expect(text.stdout).toContain('Activity: 2 events, 0 of them in vain');
    expect(text.stdout).toContain(
      'observed 2 times, 2026-11-20 02:11 to 2026-11-21 02:14 UTC, from 198.51.100.77',
    );
    expect(json.stdout + text.stdout).not.toContain('not-a-real-token');
  });

  it('leads from a temporary key to the role whose session it is', async () => {
    const answer = (await runCli(['trace', snapshot, TEMPORARY, '--json'])).json<Output<'trace'>>();
    expect(answer.start).toBe(ROLE);
    expect(answer.notes[0]).toContain(`It was given to ${USER} with key ${KEY}.`);
  });

  it('refuses a damaged log with status 3 and leaves nothing behind', async () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"Records":[{"eventName":"x"');
    const out = join(folder, 'none.trustpath');
    const run = await runCli(['import', 'cloudtrail', bad, '--out', out]);
    expect(run.status).toBe(3);
    expect(run.stderr).toMatch(/^trustpath: .*bad\.json: record 1, at byte \d+: is cut off: .+\n$/);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
  });
});
