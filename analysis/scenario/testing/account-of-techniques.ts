import type { JsonObject } from '../../../schema/json.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import {
  ACCOUNT,
  allow,
  deny,
  ROOT,
  role,
  type SmallPrincipal,
  smallAccount,
  trusts,
  user,
} from '../../rules/testing/small-account.ts';

/** Permissions of techniques that weigh several principals, groups, policies or roles against each other. */
const POWERS: readonly (readonly JsonObject[])[] = [
  [allow(['iam:AttachRolePolicy', 'sts:AssumeRole'])],
  [allow(['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'], role('r*'))],
  [allow('iam:CreatePolicyVersion'), allow('sts:AssumeRole')],
  [allow('iam:AddUserToGroup')],
  [allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'])],
  [allow(['iam:PassRole', 'cloudformation:*'])],
  [allow(['iam:PassRole', 'lambda:*', 'datapipeline:*', 'elasticmapreduce:*', 'ec2:*'])],
  [allow('s3:*'), deny('s3:*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'red' } })],
  [allow('iam:*'), deny('iam:AttachUserPolicy')],
  [allow('sts:AssumeRole', role('r1'))],
  [allow(['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey'])],
  [allow('*'), deny('iam:*')],
];
const TRUSTS: readonly (readonly JsonObject[])[] = [
  [trusts({ AWS: ROOT })],
  [trusts({ AWS: user('u1') }), trusts({ Service: 'lambda.amazonaws.com' })],
  [trusts({ Service: ['cloudformation.amazonaws.com', 'ec2.amazonaws.com'] })],
  [trusts({ AWS: role('r3') })],
  [trusts({ Service: ['datapipeline.amazonaws.com', 'elasticmapreduce.amazonaws.com'] })],
  [trusts('*')],
];
const SOME = { policies: ['broad', 'narrow', 'stop'], groups: ['g0', 'g1', 'g2'] };

/** A small account in which nearly everybody holds some technique, so that each change concerns others. */
export function accountOfTechniques(): ObservationSource {
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  const principal = (index: number): SmallPrincipal => ({
    can: at(POWERS, index),
    has: index % 3 === 0 ? [at(SOME.policies, index / 3)] : [],
    ...(index % 5 === 4 ? { boundary: 'broad' } : {}),
    tags: { team: index % 2 === 0 ? 'red' : 'blue' },
  });
  const users: Record<string, SmallPrincipal> = Object.fromEntries(
    Array.from({ length: 14 }, (_, index) => [
      `u${index}`,
      { ...principal(index), groups: index % 2 === 0 ? [at(SOME.groups, index / 2)] : [] },
    ]),
  );
  // Whoever may join every group makes itself an administrator by way of g1: that joining opens roles shows only where
  // the group opens nothing more.
  users.joiner = { can: [allow('iam:AddUserToGroup', `arn:aws:iam::${ACCOUNT}:group/g0`)] };
  const roles = Object.fromEntries(
    Array.from({ length: 14 }, (_, index) => [
      `r${index}`,
      {
        ...principal(index + 5),
        trust: at(TRUSTS, index),
        ...(index % 4 === 2 ? { profile: `p${index}` } : {}),
      },
    ]),
  );
  return smallAccount({
    users,
    roles,
    groups: {
      g0: { can: [allow('sts:AssumeRole', role('r*'))] },
      g1: { can: [allow('iam:PutUserPolicy')] },
      g2: { has: ['stop'] },
    },
    policies: {
      broad: [[allow('s3:*')], [allow(['s3:*', 'iam:*', 'sts:*'])]],
      narrow: [[allow('iam:SetDefaultPolicyVersion')]],
      stop: [[deny('iam:PutUserPolicy')]],
    },
    calls: [
      { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'one' }, { Name: 'two' }] } },
      {
        operation: 's3:GetBucketPolicy',
        parameters: { Bucket: 'one' },
        document: {
          Policy: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { AWS: user('u2') }, Action: 's3:GetObject', Resource: '*' },
              { Effect: 'Deny', Principal: { AWS: role('r4') }, Action: 's3:*', Resource: '*' },
            ],
          },
        },
      },
      { operation: 's3:GetBucketPolicy', parameters: { Bucket: 'two' }, document: { Policy: null } },
      ...Object.keys(users).map((name, index) => ({
        operation: 'iam:ListAccessKeys',
        parameters: { UserName: name },
        document: {
          AccessKeyMetadata:
            index % 3 === 0
              ? []
              : [{ UserName: name, AccessKeyId: `AKIAEXAMPLEAAAAAAA${10 + index}`, Status: 'Active' }],
        },
      })),
    ],
  });
}
