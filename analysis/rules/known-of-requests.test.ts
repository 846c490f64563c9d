import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../schema/json.ts';
import { derive } from '../derive.ts';
import type { MemoryCall } from '../observations/memory-source.ts';
import {
  ACCOUNT,
  allow,
  deny,
  linesOf,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
} from './testing/small-account.ts';

/* What a request carries that the snapshot shows, and what whoever asks can bring about first. */

const BUCKET = 'arn:aws:s3:::example-data';
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:db-AbCdEf`;

function bucket(...statements: JsonObject[]): MemoryCall[] {
  const parameters = { Bucket: 'example-data' };
  return [
    { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } },
    {
      operation: 's3:GetBucketPolicy',
      parameters,
      document: { Policy: { Version: '2012-10-17', Statement: statements } },
    },
    { operation: 's3:GetPublicAccessBlock', parameters, document: { PublicAccessBlockConfiguration: {} } },
  ];
}

const reads = (account: SmallAccount) => linesOf(account, 'aws-s3-read', 'aws-secret-read');
const reader = { can: [allow('s3:GetObject')] };
const refused = (condition: Json): JsonObject => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [BUCKET, `${BUCKET}/*`],
  Condition: condition,
});

test('a bucket that is closed to all but the sessions of one role, by its unique id, is open to that role alone', () => {
  const roles = { app: reader, web: reader };
  const closed = (value: string) =>
    reads({ roles, calls: bucket(refused({ StringNotLike: { 'aws:userId': value } })) });
  expect(closed('AROAAPP:*')).toEqual([`app -aws-s3-read-> ${BUCKET} allow`]);
  expect(closed('AROAAPP:nightly')).toEqual([`app -aws-s3-read-> ${BUCKET} conditional`]);
  expect(closed('AROA*')).toHaveLength(2);
});

test('a bucket that is open to every address is open to anyone', () => {
  const open = (range: string): JsonObject => ({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `${BUCKET}/*`,
    Condition: { IpAddress: { 'aws:SourceIp': range } },
  });
  expect(reads({ calls: bucket(open('0.0.0.0/0')) })).toEqual([`internet -aws-s3-read-> ${BUCKET} allow`]);
  expect(reads({ calls: bucket(open('203.0.113.0/24')) })).toEqual([
    `internet -aws-s3-read-> ${BUCKET} conditional`,
  ]);
});

test('objects are read by their versions too', () => {
  const of = (...can: JsonObject[]) => reads({ users: { alice: { can } }, calls: bucket() });
  expect(of(allow('s3:GetObjectVersion'))).toEqual([`alice -aws-s3-read-> ${BUCKET} conditional`]);
  expect(of(allow('s3:GetObject*'), deny('s3:GetObject'))).toEqual([
    `alice -aws-s3-read-> ${BUCKET} conditional`,
  ]);
  expect(of(allow('s3:GetObject*'))).toEqual([`alice -aws-s3-read-> ${BUCKET} allow`]);
  expect(of(allow('s3:GetObjectVersionTagging'))).toEqual([]);
});

test('the tags of a secret decide, unless the reader may change them', () => {
  const calls: MemoryCall[] = [
    {
      operation: 'secretsmanager:ListSecrets',
      region: 'us-east-1',
      document: { SecretList: [{ ARN: SECRET, Name: 'db', Tags: [{ Key: 'team', Value: 'web' }] }] },
    },
    {
      operation: 'secretsmanager:GetResourcePolicy',
      region: 'us-east-1',
      parameters: { SecretId: SECRET },
      document: { ARN: SECRET, Name: 'db', ResourcePolicy: null },
    },
  ];
  const of = (key: string, team: string, ...more: JsonObject[]) => {
    const wanted = allow('secretsmanager:GetSecretValue', '*', { StringEquals: { [key]: team } });
    return reads({ users: { alice: { can: [wanted, ...more] } }, calls });
  };
  for (const key of ['aws:ResourceTag/team', 'secretsmanager:ResourceTag/team']) {
    expect(of(key, 'web')).toEqual([`alice -aws-secret-read-> ${SECRET} allow`]);
    expect(of(key, 'data')).toEqual([]);
    expect(of(key, 'data', allow('secretsmanager:TagResource'))).toEqual([
      `alice -aws-secret-read-> ${SECRET} conditional`,
    ]);
  }
});

test('what the asker has to change first is told with the condition', () => {
  const wanted = allow('iam:UpdateAssumeRolePolicy', '*', {
    StringEquals: { 'aws:ResourceTag/team': 'web' },
  });
  const alice = { can: [wanted, allow('iam:TagRole')] };
  const { relations } = derive(
    smallAccount({ users: { alice }, roles: { app: { tags: { team: 'data' } } } }),
  );
  expect(relations.find(({ rule }) => rule === 'iam-012')?.conditions).toEqual([
    'aws:ResourceTag/team is "web"',
    `alice changes the tags of ${role('app')} first, as it may`,
  ]);
});

test('an instance that the asker may tag is taken over under that tag', () => {
  const id = 'i-0123456789abcdef0';
  const profile = { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/p` };
  const instance = {
    InstanceId: id,
    State: { Name: 'running' },
    IamInstanceProfile: profile,
    Tags: [{ Key: 'env', Value: 'prod' }],
  };
  const calls: MemoryCall[] = [
    {
      operation: 'ec2:DescribeInstances',
      region: 'us-east-1',
      document: { Reservations: [{ OwnerId: ACCOUNT, Instances: [instance] }] },
    },
    {
      operation: 'ssm:DescribeInstanceInformation',
      region: 'us-east-1',
      document: { InstanceInformationList: [{ InstanceId: id, PingStatus: 'Online' }] },
    },
  ];
  const roles = { app: { profile: 'p', trust: [trusts({ Service: 'ec2.amazonaws.com' })] } };
  const of = (...more: JsonObject[]) => {
    const document = allow('ssm:SendCommand', 'arn:aws:ssm:*:*:document/*');
    const dev = allow('ssm:SendCommand', 'arn:aws:ec2:*:*:instance/*', {
      StringEquals: { 'ssm:resourceTag/env': 'dev' },
    });
    return linesOf({ users: { alice: { can: [document, dev, ...more] } }, roles, calls }, 'ssm-002').map(
      (line) => line.split(' ').at(-1),
    );
  };
  expect(of()).toEqual([]);
  expect(of(allow('ec2:CreateTags'))).toEqual(['conditional']);
  // A tag that is given to what one starts is no change of what is there.
  expect(of(allow('ec2:CreateTags', '*', { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }))).toEqual(
    [],
  );
});
