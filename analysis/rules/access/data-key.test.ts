import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { derive } from '../../derive.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import {
  ACCOUNT,
  allow,
  deny,
  linesOf,
  OTHER,
  ROOT,
  type SmallAccount,
  smallAccount,
  user,
} from '../testing/small-account.ts';

/* Who reads data under a KMS key, and what a key does for whom. */

const BUCKET = 'arn:aws:s3:::example-data';
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:db-AbCdEf`;
const ID = '11111111-1111-4111-8111-111111111111';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${ID}`;
const THEIRS = `arn:aws:iam::${OTHER}:root`;
const region = 'us-east-1';
const document = (...statements: JsonObject[]): Json => ({ Version: '2012-10-17', Statement: statements });
const lets = (principal: Json, action: Json, resource: Json = '*', rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: resource,
  ...rest,
});
const BY_ACCOUNT = lets({ AWS: ROOT }, 'kms:*');
const BY_NOBODY = lets({ AWS: user('keeper') }, 'kms:*');

function key(statements: readonly JsonObject[], grants: Json = [], about: JsonObject = {}): MemoryCall[] {
  const parameters = { KeyId: ID };
  return [
    { operation: 'kms:ListKeys', region, document: { Keys: [{ KeyArn: KEY, KeyId: ID }] } },
    {
      operation: 'kms:DescribeKey',
      region,
      parameters,
      document: {
        KeyMetadata: { Arn: KEY, KeyId: ID, KeyManager: 'CUSTOMER', KeyState: 'Enabled', ...about },
      },
    },
    { operation: 'kms:GetKeyPolicy', region, parameters, document: { Policy: document(...statements) } },
    { operation: 'kms:ListGrants', region, parameters, document: { Grants: grants } },
  ];
}

function bucket(statements: readonly JsonObject[], encryption: JsonObject): MemoryCall[] {
  const parameters = { Bucket: 'example-data' };
  return [
    { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } },
    { operation: 's3:GetBucketPolicy', parameters, document: { Policy: document(...statements) } },
    {
      operation: 's3:GetPublicAccessBlock',
      parameters,
      document: {
        PublicAccessBlockConfiguration: { BlockPublicPolicy: false, RestrictPublicBuckets: false },
      },
    },
    {
      operation: 's3:GetBucketEncryption',
      parameters,
      document: {
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: encryption }] },
      },
    },
  ];
}

function secret(statements: readonly JsonObject[], about: JsonObject = {}): MemoryCall[] {
  return [
    {
      operation: 'secretsmanager:ListSecrets',
      region,
      document: { SecretList: [{ ARN: SECRET, Name: 'db', ...about }] },
    },
    {
      operation: 'secretsmanager:GetResourcePolicy',
      region,
      parameters: { SecretId: SECRET },
      document: { ARN: SECRET, Name: 'db', ResourcePolicy: document(...statements) },
    },
  ];
}

const grantTo = (grantee: string, ...operations: string[]) => [
  { GranteePrincipal: grantee, Operations: operations },
];
const UNDER_KEY = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY };
const reads = (account: SmallAccount) => linesOf(account, 'aws-s3-read', 'aws-secret-read');
const decrypts = (account: SmallAccount) => linesOf(account, 'aws-kms-decrypt', 'aws-kms-grant');
const reader = { can: [allow('s3:GetObject')] };

describe('a grant on the key', () => {
  const open = bucket([], UNDER_KEY);

  test('lets its grantee read what the key encrypts, where the key policy names somebody else', () => {
    const users = { alice: reader, bob: reader };
    expect(reads({ users, calls: [...open, ...key([BY_NOBODY])] })).toEqual([]);
    const calls = [...open, ...key([BY_NOBODY], grantTo(user('alice'), 'Decrypt'))];
    expect(reads({ users, calls })).toEqual([`alice -aws-s3-read-> ${BUCKET} allow`]);
    const found = derive(smallAccount({ users, calls })).relations.find(({ rule }) => rule === 'aws-s3-read');
    expect(found?.proof.map(({ pointer }) => pointer)).toContain('/Grants/0');
  });

  test('lets nobody do more than it names', () => {
    const calls = [...open, ...key([BY_NOBODY], grantTo(user('alice'), 'Encrypt'))];
    expect(reads({ users: { alice: reader }, calls })).toEqual([]);
  });

  test('to one session of a role is for the session of that name', () => {
    const grants = grantTo(`arn:aws:sts::${ACCOUNT}:assumed-role/app/nightly`, 'Decrypt');
    expect(decrypts({ roles: { app: {} }, calls: key([BY_NOBODY], grants) })).toEqual([
      `app -aws-kms-grant-> ${KEY} conditional`,
    ]);
  });

  test('stays under a denial that hangs on a condition', () => {
    const net = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const users = { alice: { can: [deny('kms:*', '*', net)] } };
    expect(decrypts({ users, calls: key([BY_NOBODY], grantTo(user('alice'), 'Decrypt')) })).toEqual([
      `alice -aws-kms-grant-> ${KEY} conditional`,
    ]);
  });

  test('to a principal that was deleted is for nobody', () => {
    expect(decrypts({ calls: key([BY_NOBODY], grantTo('AROAEXAMPLEEXAMPLE123', 'Decrypt')) })).toEqual([]);
  });
});

describe('a key that AWS manages', () => {
  test('is for its own account: no other reads a secret that names no key', () => {
    const shared = lets({ AWS: OTHER }, 'secretsmanager:GetSecretValue');
    const own = { users: { alice: { can: [allow('secretsmanager:GetSecretValue')] } } };
    const mine = `alice -aws-secret-read-> ${SECRET} allow`;
    const theirs = `${THEIRS} -aws-secret-read-> ${SECRET} allow`;
    expect(reads({ ...own, calls: secret([shared]) })).toEqual([mine]);
    const admitted = key([BY_ACCOUNT, lets({ AWS: OTHER }, 'kms:Decrypt')]);
    const calls = [...secret([shared], { KmsKeyId: KEY }), ...admitted];
    expect(
      reads({ users: { alice: { can: [allow(['secretsmanager:GetSecretValue', 'kms:Decrypt'])] } }, calls }),
    ).toEqual([mine, theirs].sort());
  });

  test.each<JsonObject>([
    { SSEAlgorithm: 'aws:kms' },
    { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/aws/s3' },
    { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/s3` },
  ])('%j keeps other accounts and anyone from the objects, and nobody of the own account', (encryption) => {
    const calls = bucket([lets({ AWS: OTHER }, 's3:GetObject', `${BUCKET}/*`)], encryption);
    expect(reads({ users: { alice: reader }, calls })).toEqual([`alice -aws-s3-read-> ${BUCKET} allow`]);
    expect(reads({ calls: bucket([lets('*', 's3:GetObject', `${BUCKET}/*`)], encryption) })).toEqual([]);
  });

  test('is not what encrypts under AES256', () => {
    const calls = bucket([lets({ AWS: OTHER }, 's3:GetObject', `${BUCKET}/*`)], { SSEAlgorithm: 'AES256' });
    expect(reads({ calls })).toEqual([`${THEIRS} -aws-s3-read-> ${BUCKET} allow`]);
  });
});

describe('anyone', () => {
  const open = (condition: Json) => lets('*', 's3:GetObject', `${BUCKET}/*`, { Condition: condition });
  const anyKey = key([BY_ACCOUNT, lets('*', 'kms:Decrypt')]);

  test('reads what a key encrypts with credentials of some account, where the key is for all, and not without', () => {
    const calls = [...bucket([open({})], UNDER_KEY), ...anyKey];
    expect(reads({ calls })).toEqual([`internet -aws-s3-read-> ${BUCKET} allow`]);
    const anonymous = open({ StringEquals: { 'aws:PrincipalType': 'Anonymous' } });
    expect(reads({ calls: [...bucket([anonymous], UNDER_KEY), ...anyKey] })).toEqual([]);
    expect(reads({ calls: bucket([anonymous], { SSEAlgorithm: 'AES256' }) })).toEqual([
      `internet -aws-s3-read-> ${BUCKET} allow`,
    ]);
  });

  test('has an account, where a bucket is closed only to who has none', () => {
    const closed = { ...lets('*', 's3:*', `${BUCKET}/*`), Effect: 'Deny' };
    const anonymous = { Condition: { StringEquals: { 'aws:PrincipalType': 'Anonymous' } } };
    const calls = bucket([open({}), { ...closed, ...anonymous }], { SSEAlgorithm: 'AES256' });
    expect(reads({ calls })).toEqual([`internet -aws-s3-read-> ${BUCKET} allow`]);
    expect(reads({ calls: bucket([open({}), closed], { SSEAlgorithm: 'AES256' }) })).toEqual([]);
  });

  test('may call a role of their own what a bucket asks for, where it leaves the account open', () => {
    const named = (arn: string) =>
      reads({ calls: bucket([open({ ArnLike: { 'aws:PrincipalArn': arn } })], { SSEAlgorithm: 'AES256' }) });
    expect(named('arn:aws:iam::*:role/deploy')).toEqual([`internet -aws-s3-read-> ${BUCKET} conditional`]);
    expect(named(`arn:aws:iam::${ACCOUNT}:role/deploy`)).toEqual([]);
  });
});

describe('the state of a key', () => {
  const users = { alice: { can: [allow(['kms:Decrypt', 'secretsmanager:GetSecretValue'])] } };
  const lines = (about: JsonObject) => {
    const calls = [...secret([], { KmsKeyId: KEY }), ...key([BY_ACCOUNT], [], about)];
    return [...decrypts({ users, calls }), ...reads({ users, calls })].map((line) => line.split(' ').at(-1));
  };

  test.each(['Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable'])(
    '%s leaves a condition',
    (state) => {
      expect(lines({ KeyState: state })).toEqual(['conditional', 'conditional']);
    },
  );

  test('that is usable leaves none', () => {
    expect(lines({ KeyState: 'Enabled' })).toEqual(['allow', 'allow']);
  });

  test.each(['SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'])(
    'a key for %s decrypts nothing',
    (usage) => {
      const about = { KeyUsage: usage };
      expect(decrypts({ users, calls: key([BY_ACCOUNT], grantTo(user('alice'), 'Decrypt'), about) })).toEqual(
        [],
      );
    },
  );
});

test('grants that only services may make for the asker are none that the asker makes', () => {
  const attach = { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } };
  const calls = key([BY_NOBODY, lets({ AWS: user('alice') }, 'kms:CreateGrant', '*', attach)]);
  expect(linesOf({ users: { alice: {} }, calls }, 'aws-kms-administer')).toEqual([]);
  const free = key([BY_NOBODY, lets({ AWS: user('alice') }, 'kms:CreateGrant')]);
  expect(linesOf({ users: { alice: {} }, calls: free }, 'aws-kms-administer')).toEqual([
    `alice -aws-kms-administer-> ${KEY} allow`,
  ]);
});
