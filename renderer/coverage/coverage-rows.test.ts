import { expect, it } from 'vitest';
import type { CoverageReport } from '../../schema/contract.ts';
import { bearsOn, coverageRows, isGap } from './coverage-rows.ts';

const call = (operation: string, status: CoverageReport['sources'][number]['calls'][number]['status']) => ({
  operation,
  region: null,
  status,
  reason: '',
  items: 0,
  calls: 1,
  kinds: [],
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

it('knows which gaps bear on an answer', () => {
  const rows = coverageRows(report);
  const unknowns = [{ source: 'b', operation: 'kms:ListKeys' }];
  expect(rows.filter((row) => bearsOn(row, unknowns)).map((row) => row.operation)).toEqual(['kms:ListKeys']);
});
