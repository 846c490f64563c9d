import { describe, expect, test } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  managed,
  OTHER,
  role,
  trusts,
  user,
} from '../../rules/testing/small-account.ts';
import { found, lines } from '../testing/found.ts';

const ownDoor = trusts({ Service: 'lambda.amazonaws.com' });

describe('administrators', () => {
  test('by an inline policy, where nothing limits it', () => {
    const users = {
      alice: { can: everything },
      bob: { can: [allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })] },
      carol: { can: [allow('s3:*')] },
    };
    expect(lines('aws-administrator-by-inline-policy', { users })).toEqual(['medium alice']);
  });

  test('by a policy of their own making, and who has it', () => {
    const account = {
      users: { alice: { has: ['all'] } },
      groups: { team: { has: ['all'] } },
      policies: { all: [everything], idle: [everything], old: [everything, [allow('s3:GetObject')]] },
    };
    const findings = found('aws-customer-administrator-policy', account);
    expect(findings.map(({ severity, entity }) => [severity, entity])).toEqual([
      ['medium', managed('all')],
      ['low', managed('idle')],
    ]);
    expect(findings[0]?.attributes.holders).toEqual([`arn:aws:iam::${ACCOUNT}:group/team`, user('alice')]);
  });
});

describe('aws-wildcard-power', () => {
  const rule = 'aws-wildcard-power';

  test('is one finding a principal, worst where the service decides over identities', () => {
    const users = {
      alice: { can: [allow(['s3:*', 'dynamodb:*', 'tag:*'])] },
      bob: { can: [allow('iam:*'), deny('iam:Create*')] },
      carol: { can: [allow('s3:*', 'arn:aws:s3:::one/*')] },
    };
    expect(found(rule, { users }).map(({ severity, title }) => `${severity} ${title}`)).toEqual([
      'high bob may do everything in iam',
      'medium alice may do everything in dynamodb, s3',
    ]);
  });

  test('is none where it is denied, or for an administrator', () => {
    const users = {
      alice: { can: [allow('s3:*')], also: [deny('s3:*')] },
      boss: { can: [allow('*'), allow('s3:*')] },
    };
    expect(lines(rule, { users })).toEqual([]);
  });
});

describe('aws-pass-any-role', () => {
  const rule = 'aws-pass-any-role';

  test('is every role to every service', () => {
    const users = {
      alice: { can: [allow('iam:PassRole')] },
      bob: { can: [allow('iam:PassRole', role('app'))] },
      carol: {
        can: [
          allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        ],
      },
      dave: { can: [allow('iam:PassRole')], also: [deny('iam:PassRole')] },
    };
    expect(lines(rule, { users })).toEqual(['medium alice']);
  });
});

describe('aws-privileges-not-used', () => {
  const rule = 'aws-privileges-not-used';
  const accessed = (services: Record<string, string | null>) => ({
    operation: 'iam:GetServiceLastAccessedDetails',
    parameters: { Arn: user('alice') },
    document: {
      JobStatus: 'COMPLETED',
      JobCompletionDate: '2026-11-22T00:00:00Z',
      ServicesLastAccessed: Object.entries(services).map(([ServiceNamespace, at]) => ({
        ServiceNamespace,
        ...(at ? { LastAuthenticated: at } : {}),
      })),
    },
  });
  const users = { alice: { can: [allow(['s3:GetObject', 'sqs:SendMessage', 'sns:Publish'])] } };

  test('are services that the policies grant and nobody used', () => {
    const calls = [accessed({ s3: '2026-11-20T00:00:00Z', sqs: null, sns: '2026-01-01T00:00:00Z' })];
    expect(found(rule, { users, calls })).toMatchObject([
      { severity: 'low', attributes: { granted: 3, unused: ['sns', 'sqs'] } },
    ]);
  });

  test('are none where all are used, or where nothing tells', () => {
    const at = '2026-11-20T00:00:00Z';
    expect(lines(rule, { users, calls: [accessed({ s3: at, sqs: at, sns: at })] })).toEqual([]);
    expect(lines(rule, { users })).toEqual([]);
  });
});

describe('aws-role-shared-by-workloads', () => {
  const fn = (FunctionName: string, name: string): Json => ({
    FunctionName,
    FunctionArn: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:${FunctionName}`,
    Role: role(name),
  });
  const account = (...functions: Json[]) => ({
    roles: { app: { trust: [ownDoor] }, own: { trust: [ownDoor] } },
    calls: [
      { operation: 'lambda:ListFunctions', region: 'eu-central-1', document: { Functions: functions } },
    ],
  });

  test('names the workloads that share', () => {
    const rule = 'aws-role-shared-by-workloads';
    expect(found(rule, account(fn('orders', 'app'), fn('mails', 'app'), fn('own', 'own')))).toMatchObject([
      { entity: role('app'), severity: 'low', proof: [{}, {}] },
    ]);
    expect(lines(rule, account(fn('worker-1', 'app'), fn('worker-2', 'app')))).toEqual([]);
  });
});

describe('resources', () => {
  const bucket = (statement: Json, block = false) => ({
    users: { alice: {} },
    calls: [
      { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'one' }] } },
      {
        operation: 's3:GetBucketPolicy',
        parameters: { Bucket: 'one' },
        document: { Policy: { Version: '2012-10-17', Statement: [statement] } },
      },
      {
        operation: 's3:GetPublicAccessBlock',
        parameters: { Bucket: 'one' },
        document: {
          PublicAccessBlockConfiguration: { BlockPublicPolicy: block, RestrictPublicBuckets: block },
        },
      },
    ],
  });
  const reads = (Principal: Json, rest = {}) => ({
    Effect: 'Allow',
    Principal,
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::one/*',
    ...rest,
  });

  test('open to anyone, unless public access is blocked', () => {
    const rule = 'aws-resource-open-to-anyone';
    expect(lines(rule, bucket(reads('*')))).toEqual(['high arn:aws:s3:::one']);
    expect(lines(rule, bucket(reads('*'), true))).toEqual([]);
    expect(lines(rule, bucket(reads({ AWS: OTHER })))).toEqual([]);
  });

  test('open to an account that was not collected', () => {
    const rule = 'aws-resource-open-to-outside-account';
    expect(lines(rule, bucket(reads({ AWS: OTHER })))).toEqual(['medium arn:aws:s3:::one']);
    expect(lines(rule, bucket(reads({ AWS: ACCOUNT })))).toEqual([]);
  });

  test('open to a service whoever it works for', () => {
    const rule = 'aws-confused-deputy-resource';
    const tied = { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } };
    expect(lines(rule, bucket(reads({ Service: 'cloudtrail.amazonaws.com' })))).toEqual([
      'medium arn:aws:s3:::one',
    ]);
    expect(lines(rule, bucket(reads({ Service: 'cloudtrail.amazonaws.com' }, tied)))).toEqual([]);
    expect(lines(rule, bucket(reads({ Service: 'ec2.amazonaws.com' })))).toEqual([]);
  });
});
