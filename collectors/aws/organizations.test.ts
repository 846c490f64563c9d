import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { collectAws } from './collect.ts';
import { failure, type LoopbackAws, startLoopbackAws } from './testing/loopback-aws.ts';
import { smallEstate } from './testing/small-estate.ts';

let folder: string;
let aws: LoopbackAws;
let writer: SnapshotWriter;
const estate = smallEstate({ tiny: true });
let refusal: ((operation: string) => ReturnType<typeof failure> | undefined) | null = null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-organizations-'));
  writer = createSnapshot(join(folder, 'a.trustpath'), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
  refusal = null;
  aws = await startLoopbackAws((request) => refusal?.(request.operation) ?? estate(request));
});
afterEach(async () => {
  writer.close();
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

const collect = () =>
  collectAws(writer, {
    endpoint: aws.endpoint,
    regions: ['eu-central-1'],
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-checked-here' },
  });
const coverage = () =>
  writer
    .reader()
    .coverage()
    .filter((record) => record.operation.startsWith('organizations:'));

describe('an organization', () => {
  it('is walked from its root down, whatever the depth, and each policy is read once', async () => {
    await collect();
    const asked = (operation: string, name: string) =>
      [...writer.reader().calls({ operation: `organizations:${operation}` })].map(
        (call) => call.parameters[name],
      );
    expect(asked('ListOrganizationalUnitsForParent', 'ParentId').sort()).toEqual([
      'ou-ex01-prod0001',
      'ou-ex01-work0001',
      'r-ex01',
    ]);
    expect(new Set(asked('ListPoliciesForTarget', 'TargetId'))).toEqual(
      new Set(['r-ex01', 'ou-ex01-work0001', 'ou-ex01-prod0001', '111122223333', '444455556666']),
    );
    expect(asked('DescribePolicy', 'PolicyId').sort()).toEqual(['p-FullAWSAccess', 'p-examplegrd']);
    expect(coverage().every((record) => record.status === 'complete')).toBe(true);
    const [call] = [...writer.reader().calls({ operation: 'organizations:DescribePolicy' })];
    expect(writer.reader().document(call?.observation ?? 'sha256:')).toMatchObject({
      Policy: { Content: { Version: '2012-10-17' } },
    });
  });

  it('that there is none of is complete knowledge', async () => {
    refusal = (operation) =>
      operation.startsWith('organizations:')
        ? failure(
            400,
            'AWSOrganizationsNotInUseException',
            'Your account is not a member of an organization.',
          )
        : undefined;
    await collect();
    expect(coverage().map(({ status, items }) => [status, items])).toEqual(
      Array.from({ length: 7 }, () => ['complete', 0]),
    );
    const [call] = [...writer.reader().calls({ operation: 'organizations:DescribeOrganization' })];
    expect(writer.reader().document(call?.observation ?? 'sha256:')).toEqual({ Organization: null });
  });

  it('seen from a member names who manages it, and the policies stay unknown', async () => {
    refusal = (operation) =>
      operation.startsWith('organizations:') && operation !== 'organizations:DescribeOrganization'
        ? failure(400, 'AccessDeniedException', "You don't have permissions to access this resource.")
        : undefined;
    await collect();
    const byOperation = new Map(coverage().map((record) => [record.operation.split(':')[1], record]));
    expect(byOperation.get('DescribeOrganization')?.status).toBe('complete');
    for (const operation of ['ListRoots', 'ListPolicies']) {
      expect(byOperation.get(operation)?.status).toBe('denied');
      expect(byOperation.get(operation)?.kinds).toContain('can-assume');
    }
    expect(byOperation.get('ListPoliciesForTarget')).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('organizations:ListRoots was not complete (denied)'),
    });
    const asked = new Set(aws.requests.map(({ operation }) => operation));
    expect(asked).not.toContain('organizations:ListAccountsForParent');
  });
});
