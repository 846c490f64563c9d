import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { createExplainer } from '../../explain.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import { ACCOUNT, allow, deny, linesOf, OTHER, ROOT, smallAccount, user } from '../testing/small-account.ts';

const BUCKET = 'arn:aws:s3:::example-data';
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:db-AbCdEf`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-1111-4111-8111-111111111111`;
const TABLE = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`;

const document = (...statements: JsonObject[]): Json => ({ Version: '2012-10-17', Statement: statements });
const bucket = (policy: Json, ...rest: MemoryCall[]): MemoryCall[] => [
  { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } },
  { operation: 's3:GetBucketPolicy', document: { Policy: policy }, parameters: { Bucket: 'example-data' } },
  ...rest,
];
const secret = (policy: Json, kms: JsonObject = {}): MemoryCall[] => [
  {
    operation: 'secretsmanager:ListSecrets',
    region: 'us-east-1',
    document: { SecretList: [{ ARN: SECRET, Name: 'db', ...kms }] },
  },
  {
    operation: 'secretsmanager:GetResourcePolicy',
    region: 'us-east-1',
    document: { ARN: SECRET, ResourcePolicy: policy },
    parameters: { SecretId: SECRET },
  },
];
const key = (policy: Json): MemoryCall[] => [
  {
    operation: 'kms:ListKeys',
    region: 'us-east-1',
    document: { Keys: [{ KeyArn: KEY, KeyId: KEY.slice(-36) }] },
  },
  {
    operation: 'kms:GetKeyPolicy',
    region: 'us-east-1',
    document: { Policy: policy },
    parameters: { KeyId: KEY },
  },
];
const delegating = document({ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' });
const open = {
  operation: 's3:GetPublicAccessBlock',
  parameters: { Bucket: 'example-data' },
  document: { PublicAccessBlockConfiguration: null },
};

describe('S3', () => {
  test('levels of access follow the actions', () => {
    const users = {
      reader: { can: [allow('s3:GetObject', `${BUCKET}/*`)] },
      writer: { can: [allow('s3:PutObject', '*')] },
      owner: { can: [allow('s3:PutBucketPolicy', BUCKET)] },
      stranger: { can: [allow('s3:GetObject', 'arn:aws:s3:::other/*')] },
    };
    expect(
      linesOf({ users, calls: bucket(null) }, 'aws-s3-read', 'aws-s3-write', 'aws-s3-administer'),
    ).toEqual([
      `owner -aws-s3-administer-> ${BUCKET} allow`,
      `reader -aws-s3-read-> ${BUCKET} allow`,
      `writer -aws-s3-write-> ${BUCKET} allow`,
    ]);
  });

  test('a grant on a prefix is access, unless that prefix is denied', () => {
    const users = { alice: { can: [allow('s3:GetObject', `${BUCKET}/reports/*`)] } };
    const denied = (prefix: string) =>
      document({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `${BUCKET}/${prefix}/*` });
    expect(linesOf({ users, calls: bucket(denied('private')) }, 'aws-s3-read')).toHaveLength(1);
    expect(linesOf({ users, calls: bucket(denied('reports')) }, 'aws-s3-read')).toEqual([]);
  });

  test('a bucket open to the world is, unless public access is blocked or that is not known', () => {
    const policy = document({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `${BUCKET}/*`,
    });
    const blocking = {
      ...open,
      document: { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true, BlockPublicPolicy: true } },
    };
    expect(linesOf({ calls: bucket(policy, open) }, 'aws-s3-read')).toEqual([
      `internet -aws-s3-read-> ${BUCKET} allow`,
    ]);
    expect(linesOf({ calls: bucket(policy) }, 'aws-s3-read')).toEqual([
      `internet -aws-s3-read-> ${BUCKET} unknown`,
    ]);
    expect(linesOf({ calls: bucket(policy, blocking) }, 'aws-s3-read')).toEqual([]);
  });

  test('another account that the policy names has access', () => {
    const policy = document({
      Effect: 'Allow',
      Principal: { AWS: OTHER },
      Action: 's3:GetObject',
      Resource: `${BUCKET}/*`,
    });
    expect(linesOf({ calls: bucket(policy) }, 'aws-s3-read')).toEqual([
      `arn:aws:iam::${OTHER}:root -aws-s3-read-> ${BUCKET} allow`,
    ]);
  });

  test('a bucket policy that was not collected may deny', () => {
    const calls = bucket(null).slice(0, 1);
    const users = { alice: { can: [allow('s3:GetObject')] } };
    expect(linesOf({ users, calls }, 'aws-s3-read')).toEqual([`alice -aws-s3-read-> ${BUCKET} unknown`]);
  });
});

describe('Secrets Manager', () => {
  test('its policy may grant by itself, or deny', () => {
    const grant = document({
      Effect: 'Allow',
      Principal: { AWS: user('alice') },
      Action: 'secretsmanager:GetSecretValue',
      Resource: '*',
    });
    const fence = document({ Effect: 'Deny', Principal: '*', Action: 'secretsmanager:*', Resource: '*' });
    const users = { alice: {}, bob: { can: [allow('secretsmanager:GetSecretValue')] } };
    expect(linesOf({ users, calls: secret(grant) }, 'aws-secret-read')).toEqual([
      `alice -aws-secret-read-> ${SECRET} allow`,
      `bob -aws-secret-read-> ${SECRET} allow`,
    ]);
    expect(linesOf({ users, calls: secret(fence) }, 'aws-secret-read')).toEqual([]);
  });

  test('under a customer key, reading needs decrypting too', () => {
    const users = {
      alice: { can: [allow('secretsmanager:GetSecretValue'), allow('kms:Decrypt', KEY)] },
      bob: { can: [allow('secretsmanager:GetSecretValue')] },
    };
    const calls = [...secret(null, { KmsKeyId: KEY }), ...key(delegating)];
    expect(linesOf({ users, calls }, 'aws-secret-read')).toEqual([
      `alice -aws-secret-read-> ${SECRET} allow`,
    ]);
    expect(linesOf({ users, calls: secret(null, { KmsKeyId: KEY }) }, 'aws-secret-read')).toEqual([
      `alice -aws-secret-read-> ${SECRET} unknown`,
      `bob -aws-secret-read-> ${SECRET} unknown`,
    ]);
    const { blockedBy } = createExplainer(smallAccount({ users, calls })).explain(user('bob'), SECRET);
    expect(blockedBy[0]?.says).toContain('kms:Decrypt');
  });
});

describe('KMS', () => {
  const users = { alice: { can: [allow('kms:Decrypt')] }, bob: {} };

  test('identity policies count only where the key policy delegates to the account', () => {
    const closed = document({
      Effect: 'Allow',
      Principal: { AWS: user('bob') },
      Action: 'kms:Decrypt',
      Resource: '*',
    });
    expect(linesOf({ users, calls: key(delegating) }, 'aws-kms-decrypt')).toEqual([
      `alice -aws-kms-decrypt-> ${KEY} allow`,
    ]);
    expect(linesOf({ users, calls: key(closed) }, 'aws-kms-decrypt')).toEqual([
      `bob -aws-kms-decrypt-> ${KEY} allow`,
    ]);
  });

  test('a key policy for everyone of the account, by way of a service, lets nobody decrypt by itself', () => {
    const viaSecrets = document({
      Effect: 'Allow',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:CallerAccount': ACCOUNT,
          'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com',
        },
      },
    });
    const readers = { carol: { can: [allow('secretsmanager:GetSecretValue')] } };
    const calls = [...secret(null, { KmsKeyId: KEY }), ...key(viaSecrets)];
    expect(linesOf({ users: readers, calls }, 'aws-kms-decrypt', 'aws-secret-read')).toEqual([
      `carol -aws-secret-read-> ${SECRET} allow`,
    ]);
  });

  test('a key that AWS manages is nobody’s to take', () => {
    const managedByAws = {
      operation: 'kms:DescribeKey',
      region: 'us-east-1',
      parameters: { KeyId: KEY },
      document: { KeyMetadata: { Arn: KEY, KeyId: KEY.slice(-36), KeyManager: 'AWS' } },
    };
    const calls = [...key(delegating), managedByAws];
    expect(linesOf({ users, calls }, 'aws-kms-decrypt', 'aws-kms-administer')).toEqual([]);
    expect(linesOf({ calls }, 'aws-account-controls')).toEqual([]);
  });

  test('an administrator controls a key whose policy delegates; without the policy it is unknown', () => {
    expect(
      linesOf({ users: { admin: { can: [allow('*')] } }, calls: key(delegating) }, 'aws-account-controls'),
    ).toContain(`${ACCOUNT} -aws-account-controls-> ${KEY} allow`);
    expect(linesOf({ calls: key(delegating).slice(0, 1) }, 'aws-account-controls')).toEqual([
      `${ACCOUNT} -aws-account-controls-> ${KEY} unknown`,
    ]);
    const closed = document({
      Effect: 'Allow',
      Principal: { AWS: user('bob') },
      Action: 'kms:*',
      Resource: '*',
    });
    expect(linesOf({ users, calls: key(closed) }, 'aws-account-controls')).not.toContain(
      `${ACCOUNT} -aws-account-controls-> ${KEY} allow`,
    );
  });
});

test('a KMS grant lets its grantee decrypt, under the encryption context it asks for', () => {
  const grant = (rest: JsonObject) => ({
    operation: 'kms:ListGrants',
    parameters: { KeyId: KEY },
    document: { Grants: [{ KeyId: KEY, GranteePrincipal: user('alice'), ...rest }] },
  });
  const of = (rest: JsonObject) =>
    linesOf({ users: { alice: {} }, calls: [...key(delegating), grant(rest)] }, 'aws-kms-grant');
  expect(of({ Operations: ['Decrypt'] })).toEqual([`alice -aws-kms-grant-> ${KEY} allow`]);
  expect(of({ Operations: ['Decrypt'], Constraints: { EncryptionContextEquals: { app: 'x' } } })).toEqual([
    `alice -aws-kms-grant-> ${KEY} conditional`,
  ]);
  expect(of({ Operations: ['Encrypt'] })).toEqual([]);
});

test('DynamoDB and SSM: reading and writing the named resource', () => {
  const calls: MemoryCall[] = [
    { operation: 'dynamodb:ListTables', region: 'us-east-1', document: { TableNames: ['orders'] } },
    {
      operation: 'dynamodb:GetResourcePolicy',
      region: 'us-east-1',
      document: { Policy: null },
      parameters: { ResourceArn: TABLE },
    },
    {
      operation: 'ssm:DescribeParameters',
      region: 'us-east-1',
      document: { Parameters: [{ Name: '/app/token', Type: 'SecureString' }] },
    },
  ];
  const users = {
    alice: {
      can: [allow('dynamodb:Query', TABLE), allow('ssm:GetParameter', `arn:aws:ssm:*:*:parameter/app/*`)],
    },
    bob: { can: [allow('dynamodb:*', `${TABLE}-old`), deny('ssm:*')] },
  };
  expect(linesOf({ users, calls }, 'aws-dynamodb-read', 'aws-ssm-read')).toEqual([
    `alice -aws-dynamodb-read-> ${TABLE} allow`,
    `alice -aws-ssm-read-> arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/app/token allow`,
  ]);
});

test('a bucket whose policy denies its administrators is theirs only through the root user', () => {
  const fence = document({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [BUCKET, `${BUCKET}/*`],
  });
  expect(linesOf({ calls: bucket(fence) }, 'aws-account-controls')).toEqual([
    `${ACCOUNT} -aws-account-controls-> ${BUCKET} conditional`,
  ]);
});

test('an administrator has no edges to single resources', () => {
  const users = { admin: { can: [allow('*')] } };
  expect(linesOf({ users, calls: bucket(null) }, 'aws-s3-read', 'aws-s3-write')).toEqual([]);
});
