import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import { ACCOUNT, OTHER, role } from '../../rules/testing/small-account.ts';
import { found } from '../testing/found.ts';

const REGION = 'us-east-1';
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:resize`;
const call = (operation: string, document: Json, parameters: JsonObject = {}): MemoryCall => ({
  operation,
  document,
  parameters,
  region: REGION,
});
const bucket = { Bucket: 'example-data' };
const told = (rule: string, calls: readonly MemoryCall[]) =>
  found(rule, { calls }).map(({ severity, title }) => `${severity} ${title}`);

test('a bucket that its access control list alone opens is a finding', () => {
  const calls = (ownership: string) => [
    call('s3:ListBuckets', { Buckets: [{ Name: 'example-data' }] }),
    call('s3:GetBucketPolicy', { Policy: null }, bucket),
    call('s3:GetPublicAccessBlock', { PublicAccessBlockConfiguration: null }, bucket),
    call(
      's3:GetBucketOwnershipControls',
      { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } },
      bucket,
    ),
    call(
      's3:GetBucketAcl',
      {
        Owner: { ID: 'a'.repeat(64) },
        Grants: [
          { Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'WRITE' },
        ],
      },
      bucket,
    ),
  ];
  expect(told('aws-resource-open-to-anyone', calls('ObjectWriter'))).toEqual([
    'high example-data can be changed by anyone',
  ]);
  expect(told('aws-resource-open-to-anyone', calls('BucketOwnerEnforced'))).toEqual([]);
});

test('a function that anyone may call, or another account may change, is a finding', () => {
  const calls = (principal: Json, action: string) => [
    call('lambda:ListFunctions', {
      Functions: [{ FunctionArn: FUNCTION, FunctionName: 'resize', Role: role('app') }],
    }),
    call(
      'lambda:GetPolicy',
      {
        Policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: FUNCTION }],
        },
      },
      { FunctionName: 'resize' },
    ),
  ];
  expect(told('aws-resource-open-to-anyone', calls('*', 'lambda:InvokeFunction'))).toEqual([
    'high resize can be called by anyone',
  ]);
  const outside = `arn:aws:iam::${OTHER}:root`;
  expect(
    told('aws-resource-open-to-outside-account', calls({ AWS: outside }, 'lambda:UpdateFunctionCode')),
  ).toEqual([`medium resize can be given other code from ${outside}, which was not collected`]);
});
