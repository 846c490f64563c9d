import { expect, it } from 'vitest';
import type { CoverageCall, CoverageReport } from '../../schema/contract.ts';
import { coverageRows, isGap } from './coverage-rows.ts';

const call = (operation: string, status: CoverageCall['status'], more: Partial<CoverageCall> = {}) => ({
  operation,
  region: null,
  status,
  reason: '',
  items: 0,
  calls: 1,
  kinds: [],
  ...more,
});
const report: CoverageReport = {
  sources: [
    { id: 'b', kind: 'aws', calls: [call('iam:ListUsers', 'complete'), call('kms:ListKeys', 'denied')] },
    { id: 'a', kind: 'aws', calls: [call('s3:ListBuckets', 'skipped'), call('iam:ListRoles', 'denied')] },
  ],
};

it('puts gaps first, what was denied before what was skipped', () => {
  expect(coverageRows(report).map((row) => `${row.source} ${row.operation} ${isGap(row)}`)).toEqual([
    'a iam:ListRoles true',
    'b kms:ListKeys true',
    'a s3:ListBuckets true',
    'b iam:ListUsers false',
  ]);
});

it('lists as many rows that can change the answer as the answer has gaps, in a row of their own where none was tried', () => {
  const regional: CoverageReport = {
    sources: [
      {
        id: 'a',
        kind: 'aws',
        calls: [
          call('kms:ListKeys', 'denied', { region: 'eu-central-1', reason: 'AccessDenied', items: 2 }),
          call('kms:ListKeys', 'denied', { region: 'us-east-1', reason: 'AccessDenied' }),
          call('kms:ListKeys', 'complete', { region: 'eu-west-1' }),
          call('s3:GetBucketPolicy', 'denied', { reason: '3 buckets' }),
        ],
      },
    ],
  };
  const gaps = [
    {
      source: 'a',
      operation: 'organizations:ListPolicies',
      reason: 'Service control policies were not collected.',
      kinds: ['can-assume' as const],
    },
    {
      source: 'a',
      operation: 'kms:ListKeys',
      reason: 'AccessDenied (in eu-central-1, us-east-1)',
      kinds: [],
    },
    { source: 'a', operation: 'iam:GetPolicyVersion', reason: 'The document of one is missing.', kinds: [] },
    { source: 'a', operation: 'iam:GetPolicyVersion', reason: 'The document of two is missing.', kinds: [] },
  ];
  const rows = coverageRows(regional, gaps);
  expect(rows.filter((row) => row.canChange)).toHaveLength(gaps.length);
  expect(
    rows.map((row) => `${row.operation} ${row.regions.join('+')} ${row.status} ${row.canChange}`),
  ).toEqual([
    'kms:ListKeys eu-central-1+us-east-1 denied true',
    's3:GetBucketPolicy  denied false',
    'iam:GetPolicyVersion  not read true',
    'iam:GetPolicyVersion  not read true',
    'organizations:ListPolicies  not read true',
    'kms:ListKeys eu-west-1 complete false',
  ]);
});
