import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Coverage } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { collectAws } from './collect.ts';
import { AWS_SERVICES } from './registry.ts';
import { failure, startLoopbackAws } from './testing/loopback-aws.ts';
import { smallEstate } from './testing/small-estate.ts';

/** What tells when something was used, where it is or how it is called: no relation turns on it. */
const HIDES_NOTHING = [
  'ec2:DescribeRegions',
  'iam:GetAccessKeyLastUsed',
  'iam:ListMFADevices',
  'iam:GenerateServiceLastAccessedDetails',
  'iam:GetServiceLastAccessedDetails',
  's3:GetBucketLocation',
  'kms:DescribeKey',
  'kms:ListAliases',
];

const coverage = new Map<string, Coverage>();
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-denied-'));
  const aws = await startLoopbackAws(smallEstate({ tiny: true }));
  // Listings are answered, so that every description is asked for, and all of those are refused.
  aws.weather = ({ operation }) =>
    /^sts:|:List(?!Associated|Access|Tags|Grants|Aliases)|^iam:GetAccount|DescribeLaunchTemplates$|:DescribeRepositories$/.test(
      operation,
    )
      ? undefined
      : { kind: 'error', failure: failure(403, 'AccessDeniedException', 'You are not authorized.') };
  const writer = createSnapshot(join(folder, 'out.trustpath'), {
    createdBy: 'test',
    createdAt: new Date().toISOString(),
  });
  try {
    await collectAws(writer, {
      endpoint: aws.endpoint,
      regions: ['eu-central-1'],
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-used-by-anyone' },
    });
    for (const record of writer.reader().coverage()) coverage.set(record.operation, record);
  } finally {
    writer.close();
    await aws.close();
    rmSync(folder, { recursive: true });
  }
}, 60_000);
afterAll(() => coverage.clear());

it.each(
  AWS_SERVICES.filter(({ name }) => name !== 'organizations').map(
    ({ name, operations }) => [name, operations] as const,
  ),
)('%s: what is refused names the kinds of relation that it hides', (_, operations) => {
  for (const { operation, hides } of operations) {
    const record = coverage.get(operation);
    if (record?.status === 'complete') continue;
    expect(record?.status, operation).toMatch(/^(denied|skipped)$/);
    expect(record?.kinds, operation).toEqual(hides);
    if (!HIDES_NOTHING.includes(operation)) expect(hides, operation).not.toEqual([]);
  }
  expect(operations.some(({ operation }) => coverage.get(operation)?.status !== 'complete')).toBe(true);
});
