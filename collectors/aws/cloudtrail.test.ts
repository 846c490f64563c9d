import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isJsonObject } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { collectAws } from './collect.ts';
import { failure, type LoopbackAws, startLoopbackAws } from './testing/loopback-aws.ts';

const ACCOUNT = '111122223333';
const KEY = 'AKIARTX3GSDS3KRTBKSH';
const USER = `arn:aws:iam::${ACCOUNT}:user/build`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const event = (n: number) => ({
  EventId: `event-${n}`,
  CloudTrailEvent: JSON.stringify({
    userIdentity: { type: 'IAMUser', arn: USER, accountId: ACCOUNT, accessKeyId: KEY },
    eventTime: `2026-11-20T10:00:${String(n).padStart(2, '0')}Z`,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2',
    requestParameters: { roleArn: ROLE, roleSessionName: 'night', policy: 'hunter2hunter2' },
  }),
});

let aws: LoopbackAws;
let writer: SnapshotWriter;
let denied = false;

beforeEach(async () => {
  denied = false;
  aws = await startLoopbackAws(({ operation, parameters }) => {
    if (operation === 'sts:GetCallerIdentity')
      return { Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/auditor`, UserId: 'AIDAEXAMPLE' };
    if (operation !== 'cloudtrail:LookupEvents') return failure(403, 'AccessDenied', 'not for this test');
    if (denied)
      return failure(
        400,
        'AccessDeniedException',
        'User is not authorized to perform: cloudtrail:LookupEvents',
      );
    return parameters.NextToken === undefined
      ? { Events: [event(1), event(2)], NextToken: 'more' }
      : { Events: [event(3)] };
  });
  writer = createSnapshot(join(mkdtempSync(join(tmpdir(), 'trustpath-lookup-')), 'out.trustpath'), {
    createdBy: 'trustpath test',
    createdAt: '2026-11-22T12:00:00.000Z',
  });
});
afterEach(async () => {
  writer.discard();
  await aws.close();
});

const collect = (lookupEvents: readonly string[]) =>
  collectAws(writer, {
    endpoint: aws.endpoint,
    regions: ['us-east-1'],
    credentials: {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'notARealSecretAccessKeyNotARealSecretAcc',
    },
    lookupEvents,
  });
const asked = () => aws.requests.filter(({ operation }) => operation === 'cloudtrail:LookupEvents');

it('events of a key are looked up page by page, reduced, and kept without what callers wrote', async () => {
  const before = Date.now();
  await collect([KEY]);
  expect(
    asked().map(({ parameters }) => [
      parameters.LookupAttributes,
      parameters.MaxResults,
      parameters.NextToken,
    ]),
  ).toEqual([
    [[{ AttributeKey: 'AccessKeyId', AttributeValue: KEY }], 50, undefined],
    [[{ AttributeKey: 'AccessKeyId', AttributeValue: KEY }], 50, 'more'],
  ]);
  expect(Date.now() - before).toBeGreaterThanOrEqual(450);
  const reader = writer.reader();
  const pages = [...reader.calls({ operation: 'cloudtrail:LookupEvents' })].map((call) =>
    reader.document(call.observation as `sha256:${string}`),
  );
  expect(pages).toHaveLength(2);
  expect(isJsonObject(pages[0]) && pages[0].Assumptions).toMatchObject([
    { Principal: USER, AccessKeyId: KEY, Role: ROLE, Count: 2 },
  ]);
  expect(JSON.stringify(pages)).not.toContain('hunter2');
  expect(reader.coverage().find(({ operation }) => operation === 'cloudtrail:LookupEvents')).toMatchObject({
    status: 'complete',
    items: 3,
  });
});

it('a denied lookup is a gap, and nobody is looked up unasked', async () => {
  await collect([]);
  expect(asked()).toEqual([]);
  denied = true;
  await collect([USER]);
  expect(asked()[0]?.parameters.LookupAttributes).toEqual([
    { AttributeKey: 'Username', AttributeValue: 'build' },
  ]);
  expect(
    writer
      .reader()
      .coverage()
      .find(({ operation }) => operation === 'cloudtrail:LookupEvents'),
  ).toMatchObject({
    status: 'denied',
    kinds: ['was-seen-assuming', 'was-seen-using'],
  });
});
