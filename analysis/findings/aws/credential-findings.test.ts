import { describe, expect, test } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import { memorySource } from '../../observations/memory-source.ts';
import { ACCOUNT, everything, passwordOf, ROOT, user } from '../../rules/testing/small-account.ts';
import { found, foundIn, lines } from '../testing/found.ts';

const KEY = 'AKIA222222222EXAMPL2';
const SNAPSHOT = '2026-11-22T12:00:00.000Z';

function keyed(createdAt: string, lastUsed?: Json, status = 'Active') {
  return {
    users: { alice: {} },
    startedAt: SNAPSHOT,
    calls: [
      {
        operation: 'iam:ListAccessKeys',
        parameters: { UserName: 'alice' },
        document: {
          AccessKeyMetadata: [{ UserName: 'alice', AccessKeyId: KEY, Status: status, CreateDate: createdAt }],
        },
      },
      ...(lastUsed === undefined
        ? []
        : [
            {
              operation: 'iam:GetAccessKeyLastUsed',
              parameters: { AccessKeyId: KEY },
              document: { AccessKeyLastUsed: lastUsed },
            },
          ]),
    ],
  };
}
const usedAt = (at: string) => ({ LastUsedDate: at, ServiceName: 's3', Region: 'eu-central-1' });

describe('access keys', () => {
  test('unused for 90 days at the time of the snapshot', () => {
    const rule = 'aws-key-unused';
    expect(found(rule, keyed('2026-01-01T00:00:00Z', usedAt('2026-08-24T12:00:00Z')))).toMatchObject([
      { severity: 'medium', entity: KEY, attributes: { days: 90, service: 's3' } },
    ]);
    expect(lines(rule, keyed('2026-01-01T00:00:00Z', usedAt('2026-08-25T12:00:00Z')))).toEqual([]);
    expect(lines(rule, keyed('2026-01-01T00:00:00Z', usedAt('2026-01-01T00:00:00Z'), 'Inactive'))).toEqual(
      [],
    );
  });

  test('never used, where the last use was asked for', () => {
    const rule = 'aws-key-never-used';
    expect(lines(rule, keyed('2026-01-01T00:00:00Z', { ServiceName: 'N/A' }))).toEqual([`low ${KEY}`]);
    expect(lines(rule, keyed('2026-11-20T00:00:00Z', { ServiceName: 'N/A' }))).toEqual([]);
    expect(lines(rule, keyed('2026-01-01T00:00:00Z'))).toEqual([]);
  });

  test('old, and very old', () => {
    const rule = 'aws-key-old';
    expect(lines(rule, keyed('2026-08-20T00:00:00Z'))).toEqual([`low ${KEY}`]);
    expect(lines(rule, keyed('2025-11-20T00:00:00Z'))).toEqual([`medium ${KEY}`]);
    expect(lines(rule, keyed('2026-11-01T00:00:00Z'))).toEqual([]);
  });

  test('inactive and still there', () => {
    const rule = 'aws-key-inactive';
    expect(lines(rule, keyed('2026-01-01T00:00:00Z', undefined, 'Inactive'))).toEqual([`info ${KEY}`]);
    expect(lines(rule, keyed('2026-01-01T00:00:00Z'))).toEqual([]);
  });
});

const HEADER =
  'user,arn,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date';
function reported(...rows: readonly string[]) {
  return {
    operation: 'iam:GetCredentialReport',
    document: { Content: [HEADER, ...rows].join('\n'), GeneratedTime: '2026-11-22T11:00:00+00:00' },
  };
}
const rootRow = (mfa: boolean, key: boolean) => `<root_account>,${ROOT},not_supported,${mfa},${key},N/A,N/A`;

describe('the root user', () => {
  test('with a key is a finding of the account; without, none', () => {
    const rule = 'aws-root-access-key';
    expect(lines(rule, { users: { alice: {} }, calls: [reported(rootRow(true, true))] })).toEqual([
      `high ${ROOT}`,
    ]);
    expect(lines(rule, { users: { alice: {} }, calls: [reported(rootRow(true, false))] })).toEqual([]);
  });

  test('without a second factor, by the report or the summary; nothing where neither was collected', () => {
    const rule = 'aws-root-without-mfa';
    const summary = (enabled: number) => ({
      operation: 'iam:GetAccountSummary',
      document: { SummaryMap: { AccountMFAEnabled: enabled } },
    });
    expect(lines(rule, { users: { alice: {} }, calls: [reported(rootRow(false, false))] })).toEqual([
      `high ${ROOT}`,
    ]);
    expect(lines(rule, { users: { alice: {} }, calls: [summary(0)] })).toEqual([`high ${ROOT}`]);
    expect(
      lines(rule, { users: { alice: {} }, calls: [reported(rootRow(true, false)), summary(1)] }),
    ).toEqual([]);
    expect(lines(rule, { users: { alice: {} } })).toEqual([]);
  });
});

describe('aws-console-without-mfa', () => {
  const rule = 'aws-console-without-mfa';
  const devices = (name: string, count: number) => ({
    operation: 'iam:ListMFADevices',
    parameters: { UserName: name },
    document: { MFADevices: Array.from({ length: count }, () => ({ UserName: name })) },
  });

  test('is a password without a second factor, worse for an administrator', () => {
    const account = {
      users: { alice: {}, boss: { can: everything }, carol: {}, dave: {} },
      calls: [
        ...['alice', 'boss', 'carol'].map((name) => passwordOf(name, true)),
        passwordOf('dave', false),
        devices('alice', 0),
        devices('boss', 0),
        devices('carol', 1),
        devices('dave', 0),
      ],
    };
    expect(lines(rule, account)).toEqual(['high boss', 'medium alice']);
  });

  test('is not known where the devices were not collected', () => {
    expect(lines(rule, { users: { alice: {} }, calls: [passwordOf('alice', true)] })).toEqual([]);
  });
});

test('keys of the credential report stand in for keys that were not listed, as of the time of the report', () => {
  const row = `alice,${user('alice')},true,false,true,2026-01-01T00:00:00+00:00,2026-02-01T00:00:00+00:00`;
  expect(found('aws-key-unused', { users: { alice: {} }, calls: [reported(row)] })).toMatchObject([
    { entity: `${user('alice')}/access-key/1`, attributes: { days: 294 } },
  ]);
  const listed = { ...keyed('2026-11-01T00:00:00Z'), users: { alice: {} } };
  expect(lines('aws-key-unused', { ...listed, calls: [...listed.calls, reported(row)] })).toEqual([]);
});

test('files are of the latest time that they speak of, not of when they were imported', () => {
  const details = (created: string) => ({
    operation: 'iam:GetAccountAuthorizationDetails',
    source: 'aws-files:dump',
    document: { UserDetailList: [{ UserName: 'alice', Arn: user('alice'), Path: '/', CreateDate: created }] },
  });
  const keys = {
    operation: 'iam:ListAccessKeys',
    source: 'aws-files:dump',
    parameters: { UserName: 'alice' },
    document: {
      AccessKeyMetadata: [
        { UserName: 'alice', AccessKeyId: KEY, Status: 'Active', CreateDate: '2020-01-01T00:00:00Z' },
      ],
    },
  };
  const old = (created: string) =>
    foundIn(memorySource([details(created), keys], { account: ACCOUNT, startedAt: SNAPSHOT })).filter(
      ({ rule }) => rule === 'aws-key-old',
    );
  expect(old('2020-02-01T00:00:00Z')).toEqual([]);
  expect(old('2020-05-01T00:00:00Z')).toMatchObject([{ attributes: { days: 121 } }]);
});

test('a key that a log saw in several networks', () => {
  const rule = 'aws-key-used-from-several-networks';
  const used = (...addresses: string[]) => ({
    users: { alice: {} },
    calls: [
      {
        operation: 'cloudtrail:Reduced',
        source: 'cloudtrail-files:logs',
        document: {
          Activity: [
            {
              Principal: user('alice'),
              AccessKeyId: KEY,
              Count: 9,
              First: '2026-11-01T08:00:00.000Z',
              Last: '2026-11-20T10:00:00.000Z',
              Addresses: addresses.map((Address) => ({ Address, Count: 1 })),
            },
          ],
        },
      },
    ],
  });
  expect(lines(rule, used('198.51.100.7', '203.0.113.9'))).toEqual([`medium ${KEY}`]);
  expect(lines(rule, used('198.51.100.7', '198.51.100.8', 'lambda.amazonaws.com'))).toEqual([]);
});
