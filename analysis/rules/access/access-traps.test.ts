import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import {
  ACCOUNT,
  allow,
  deny,
  linesOf,
  OTHER,
  role,
  type SmallAccount,
  user,
} from '../testing/small-account.ts';

/* Resources where a careless tool says too much or too little about who can read them. */

const BUCKET = 'arn:aws:s3:::example-data';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-1111-4111-8111-111111111111`;
const document = (...statements: JsonObject[]): Json => ({ Version: '2012-10-17', Statement: statements });
const says = (effect: 'Allow' | 'Deny', principal: Json, rest: JsonObject = {}): JsonObject => ({
  Effect: effect,
  Principal: principal,
  Action: 's3:GetObject',
  Resource: `${BUCKET}/*`,
  ...rest,
});
const NO_BLOCK = { BlockPublicPolicy: false, RestrictPublicBuckets: false };

function bucket(statements: readonly JsonObject[] | null, block: JsonObject = NO_BLOCK): MemoryCall[] {
  const parameters = { Bucket: 'example-data' };
  return [
    { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } },
    {
      operation: 's3:GetBucketPolicy',
      parameters,
      document: { Policy: statements === null ? null : document(...statements) },
    },
    { operation: 's3:GetPublicAccessBlock', parameters, document: { PublicAccessBlockConfiguration: block } },
  ];
}
const reads = (account: SmallAccount) => linesOf(account, 'aws-s3-read').map((line) => line.split(' ')[0]);
const reader = { can: [allow('s3:GetObject')] };

describe('who reads a bucket', () => {
  test('all are denied but one role, by its ARN', () => {
    const but = { Condition: { ArnNotEquals: { 'aws:PrincipalArn': role('app') } } };
    const calls = bucket([says('Deny', '*', but)]);
    expect(reads({ users: { alice: reader }, roles: { app: reader, other: reader }, calls })).toEqual([
      'app',
    ]);
  });

  test('all are denied but those in a network, which leaves a condition', () => {
    const but = { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } } };
    const lines = linesOf(
      { users: { alice: reader }, calls: bucket([says('Deny', '*', but)]) },
      'aws-s3-read',
    );
    expect(lines).toEqual([`alice -aws-s3-read-> ${BUCKET} conditional`]);
  });

  test('all are denied but one unique id, which a user has or has not', () => {
    const but = { Condition: { StringNotLike: { 'aws:userid': ['AROAEXAMPLEEXAMPLE12:*', 'AIDAALICE'] } } };
    const users = { alice: reader, bob: reader };
    expect(reads({ users, calls: bucket([says('Deny', '*', but)]) })).toEqual(['alice']);
  });

  test('requests without TLS are denied, which stops nobody', () => {
    const plain = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    const lines = linesOf(
      { users: { alice: reader }, calls: bucket([says('Deny', '*', plain)]) },
      'aws-s3-read',
    );
    expect(lines).toEqual([`alice -aws-s3-read-> ${BUCKET} allow`]);
  });

  test('a boundary stops an identity policy, and no grant of the bucket to the user by name', () => {
    const policies = { cap: [[allow('ec2:*')]] };
    const users = { alice: { ...reader, boundary: 'cap' } };
    expect(reads({ users, policies, calls: bucket(null) })).toEqual([]);
    expect(reads({ users, policies, calls: bucket([says('Allow', { AWS: user('alice') })]) })).toEqual([
      'alice',
    ]);
  });

  test('a boundary stops a grant of the bucket to a role', () => {
    const account = { policies: { cap: [[allow('ec2:*')]] }, roles: { app: { boundary: 'cap' } } };
    expect(reads({ ...account, calls: bucket([says('Allow', { AWS: role('app') })]) })).toEqual([]);
  });

  test('a policy of the bucket for the account gives nothing to who has no permission', () => {
    const calls = bucket([says('Allow', { AWS: ACCOUNT })]);
    expect(reads({ users: { alice: {}, bob: reader }, calls })).toEqual(['bob']);
  });

  test('permission on the bucket is none on its objects', () => {
    expect(reads({ users: { alice: { can: [allow('s3:*', BUCKET)] } }, calls: bucket(null) })).toEqual([]);
  });

  test('a group’s inline policy counts, and so does its denial', () => {
    const account = { users: { alice: { groups: ['team'] } }, calls: bucket(null) };
    expect(reads({ ...account, groups: { team: reader } })).toEqual(['alice']);
    expect(reads({ ...account, groups: { team: { can: [allow('s3:*'), deny('s3:Get*')] } } })).toEqual([]);
  });

  test('a principal that was deleted, of which a policy shows the unique id, is nobody and stops nothing', () => {
    const calls = bucket([says('Allow', { AWS: ['AIDAEXAMPLEEXAMPLE123', user('alice')] })]);
    expect(reads({ users: { alice: {} }, calls })).toEqual(['alice']);
  });

  test('a new public policy is blocked, the one in place is not', () => {
    const block = { BlockPublicPolicy: true, RestrictPublicBuckets: false };
    expect(reads({ calls: bucket([says('Allow', '*')], block) })).toEqual(['internet']);
  });

  test('what was open to anyone until last year is open no more', () => {
    const until = (year: number) => ({
      Condition: { DateLessThan: { 'aws:CurrentTime': `${year}-01-01T00:00:00Z` } },
    });
    const startedAt = '2026-11-22T12:00:00.000Z';
    expect(reads({ calls: bucket([says('Allow', '*', until(2026))]), startedAt })).toEqual([]);
    expect(reads({ calls: bucket([says('Allow', '*', until(2030))]), startedAt })).toEqual(['internet']);
  });

  test('everyone of one account is that account', () => {
    const theirs = { Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER } } };
    expect(reads({ calls: bucket([says('Allow', '*', theirs)]) })).toEqual([`arn:aws:iam::${OTHER}:root`]);
  });

  test('a restricted public bucket is for its own account, whoever else is named', () => {
    const statements = [says('Allow', '*'), says('Allow', { AWS: OTHER })];
    const outsiders = [`arn:aws:iam::${OTHER}:root`, 'internet'];
    const account = { users: { alice: {} } };
    expect(reads({ ...account, calls: bucket(statements) })).toEqual(['alice', ...outsiders]);
    const block = { BlockPublicPolicy: true, RestrictPublicBuckets: true };
    expect(reads({ ...account, calls: bucket(statements, block) })).toEqual(['alice']);
  });

  test('restricting public buckets leaves another account alone where nothing is public', () => {
    const block = { BlockPublicPolicy: true, RestrictPublicBuckets: true };
    expect(reads({ calls: bucket([says('Allow', { AWS: OTHER })], block) })).toEqual([
      `arn:aws:iam::${OTHER}:root`,
    ]);
  });
});

describe('who decrypts with a key', () => {
  const key = (...statements: JsonObject[]): MemoryCall[] => [
    {
      operation: 'kms:ListKeys',
      region: 'us-east-1',
      document: { Keys: [{ KeyArn: KEY, KeyId: KEY.slice(-36) }] },
    },
    {
      operation: 'kms:GetKeyPolicy',
      region: 'us-east-1',
      parameters: { KeyId: KEY },
      document: { Policy: document(...statements) },
    },
  ];
  const granted: MemoryCall = {
    operation: 'kms:ListGrants',
    parameters: { KeyId: KEY },
    document: { Grants: [{ KeyId: KEY, GranteePrincipal: user('alice'), Operations: ['Decrypt'] }] },
  };
  const decrypts = (account: SmallAccount) =>
    linesOf(account, 'aws-kms-decrypt', 'aws-kms-grant').map((line) => line.split(' ')[0]);
  const all = (principal: Json) => says('Allow', principal, { Action: 'kms:*', Resource: '*' });

  test('permission without the key policy is none', () => {
    const users = { alice: { can: [allow('kms:*')] } };
    expect(decrypts({ users, calls: key(all({ AWS: user('bob') })) })).toEqual([]);
  });

  test('a grant does not help whom a policy denies', () => {
    const calls = [...key(all({ AWS: user('bob') })), granted];
    expect(decrypts({ users: { alice: {} }, calls })).toEqual(['alice']);
    expect(decrypts({ users: { alice: { can: [deny('kms:Decrypt')] } }, calls })).toEqual([]);
    const fenced = key(says('Deny', { AWS: user('alice') }, { Action: 'kms:*', Resource: '*' }));
    expect(decrypts({ users: { alice: {} }, calls: [...fenced, granted] })).toEqual([]);
  });
});
