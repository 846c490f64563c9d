import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { derive } from '../../derive.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import { ACCOUNT, linesOf, smallAccount } from '../testing/small-account.ts';

const BUCKET = 'arn:aws:s3:::example-data';
const OWNER = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const RULES = ['aws-s3-acl-read', 'aws-s3-acl-write', 'aws-s3-acl-administer'];

const of = (operation: string, document: Json): MemoryCall => ({
  operation: `s3:${operation}`,
  document,
  parameters: { Bucket: 'example-data' },
});
const everyone = (permission: string, group = 'AllUsers'): JsonObject => ({
  Grantee: { Type: 'Group', URI: `http://acs.amazonaws.com/groups/global/${group}` },
  Permission: permission,
});
const account = (id: string, permission: string): JsonObject => ({
  Grantee: { Type: 'CanonicalUser', ID: id },
  Permission: permission,
});
const ownership = (value: string): MemoryCall =>
  of('GetBucketOwnershipControls', { OwnershipControls: { Rules: [{ ObjectOwnership: value }] } });
const block = (...flags: string[]): MemoryCall =>
  of('GetPublicAccessBlock', {
    PublicAccessBlockConfiguration: Object.fromEntries(flags.map((each) => [each, true])),
  });
const wholeAccount = (...flags: string[]): MemoryCall => ({
  operation: 's3control:GetPublicAccessBlock',
  document: { PublicAccessBlockConfiguration: Object.fromEntries(flags.map((each) => [each, true])) },
  parameters: { AccountId: ACCOUNT },
});
const bucket = (grants: readonly JsonObject[], ...rest: MemoryCall[]): MemoryCall[] => [
  { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } },
  of('GetBucketPolicy', { Policy: null }),
  of('GetBucketAcl', { Owner: { ID: OWNER }, Grants: [account(OWNER, 'FULL_CONTROL'), ...grants] }),
  ...rest,
];
const lists = (calls: readonly MemoryCall[]) => linesOf({ calls }, ...RULES);

describe('an access control list of a bucket', () => {
  const off = [block(), ownership('ObjectWriter')] as const;

  test('gives what its permissions say, to everyone or to another account, and the owner nothing new', () => {
    expect(lists(bucket([everyone('WRITE')], ...off))).toEqual([
      `internet -aws-s3-acl-write-> ${BUCKET} allow`,
    ]);
    expect(lists(bucket([account(OTHER, 'WRITE_ACP')], ...off))).toEqual([
      `${OTHER} -aws-s3-acl-administer-> ${BUCKET} allow`,
    ]);
    expect(lists(bucket([everyone('WRITE', 'AuthenticatedUsers')], ...off))).toEqual([
      `internet -aws-s3-acl-write-> ${BUCKET} conditional`,
    ]);
    expect(lists(bucket([everyone('WRITE', 'LogDelivery')], ...off))).toEqual([]);
  });

  test('that lets everyone list the bucket does not tell whether the objects can be read', () => {
    expect(lists(bucket([everyone('READ')], ...off))).toEqual([
      `internet -aws-s3-acl-read-> ${BUCKET} unknown`,
    ]);
  });

  test('counts for nothing where the owner of the bucket owns every object', () => {
    expect(lists(bucket([everyone('FULL_CONTROL')], block(), ownership('BucketOwnerEnforced')))).toEqual([]);
    const preferred = bucket([everyone('WRITE')], block(), ownership('BucketOwnerPreferred'));
    expect(lists(preferred)).toEqual([`internet -aws-s3-acl-write-> ${BUCKET} allow`]);
  });

  test('is unknown to count where ownership controls or the public access block were not collected', () => {
    const { relations } = derive(smallAccount({ calls: bucket([everyone('WRITE')]) }));
    const found = relations.find(({ rule }) => rule === 'aws-s3-acl-write');
    expect(found?.verdict).toBe('unknown');
    expect(found?.conditions.join()).toContain('s3:GetBucketOwnershipControls');
    expect(found?.conditions.join()).toContain('s3:GetPublicAccessBlock');
  });

  test('for everyone is ignored where the bucket or the account says so, for one account it is not', () => {
    const grants = [everyone('WRITE'), account(OTHER, 'WRITE')];
    const left = [`${OTHER} -aws-s3-acl-write-> ${BUCKET} allow`];
    expect(lists(bucket(grants, block('IgnorePublicAcls'), ownership('ObjectWriter')))).toEqual(left);
    expect(lists(bucket(grants, ...off, wholeAccount('IgnorePublicAcls')))).toEqual(left);
    expect(lists([wholeAccount('IgnorePublicAcls'), ...bucket(grants, ...off)])).toEqual(left);
  });

  test('does not stand above a denial of the bucket policy', () => {
    const policy = (condition?: Json): MemoryCall =>
      of('GetBucketPolicy', {
        Policy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [BUCKET, `${BUCKET}/*`],
              ...(condition === undefined ? {} : { Condition: condition }),
            },
          ],
        },
      });
    const [list, , ...rest] = bucket([everyone('WRITE')], ...off);
    expect(lists([list as MemoryCall, policy(), ...rest])).toEqual([]);
    const network = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    expect(lists([list as MemoryCall, policy(network), ...rest])).toEqual([
      `internet -aws-s3-acl-write-> ${BUCKET} conditional`,
    ]);
  });
});

describe('the public access block of the account', () => {
  const open = (...rest: MemoryCall[]) => [
    { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } },
    of('GetBucketPolicy', {
      Policy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` }],
      },
    }),
    ...rest,
  ];
  const read = (...rest: MemoryCall[]) => linesOf({ calls: open(...rest) }, 'aws-s3-read');

  test('closes what the policy of a bucket opens, whatever the block of the bucket says', () => {
    expect(read(block())).toEqual([`internet -aws-s3-read-> ${BUCKET} allow`]);
    expect(read(block(), wholeAccount('RestrictPublicBuckets'))).toEqual([]);
    expect(read(wholeAccount('RestrictPublicBuckets', 'IgnorePublicAcls'))).toEqual([]);
  });

  test('that is not set leaves open whether the bucket’s, which was not collected, closes it', () => {
    expect(read(wholeAccount())).toEqual([`internet -aws-s3-read-> ${BUCKET} unknown`]);
  });
});
