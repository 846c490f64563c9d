import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { importCloudTrail } from './cloudtrail.ts';

const ACCOUNT = '111122223333';
const USER = `arn:aws:iam::${ACCOUNT}:user/build`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const KEY = 'AKIARTX3GSDS3KRTBKSH';
const TEMPORARY = 'ASIARTX3GSDS3KRTBKSH';

const byKey = { type: 'IAMUser', arn: USER, accountId: ACCOUNT, accessKeyId: KEY, userName: 'build' };
const bySession = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/night`,
  accountId: ACCOUNT,
  accessKeyId: TEMPORARY,
  sessionContext: { sessionIssuer: { type: 'Role', arn: ROLE, accountId: ACCOUNT, userName: 'deploy' } },
};
let number = 0;
const event = (more: JsonObject): JsonObject => ({
  eventVersion: '1.09',
  userIdentity: byKey,
  eventTime: `2026-11-20T10:00:${String(number++ % 60).padStart(2, '0')}Z`,
  eventSource: 's3.amazonaws.com',
  eventName: 'ListBuckets',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.17.9',
  requestParameters: null,
  responseElements: null,
  eventID: `event-${number}`,
  recipientAccountId: ACCOUNT,
  ...more,
});
const assuming = event({
  eventTime: '2026-11-20T09:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  requestParameters: { roleArn: ROLE, roleSessionName: 'night', policy: '{"secret":"do not keep"}' },
  responseElements: {
    credentials: {
      accessKeyId: TEMPORARY,
      sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE',
      expiration: 'Nov 20, 2026',
    },
  },
});
const inSession = event({
  userIdentity: bySession,
  eventTime: '2026-11-20T11:00:00Z',
  eventName: 'GetObject',
  requestParameters: {
    bucketName: 'larkfield-customer-exports',
    key: 'a.csv',
    'x-amz-server-side-encryption-customer-key': 'hunter2hunter2',
  },
  errorCode: 'AccessDenied',
});
const story = [event({}), assuming, inSession];

const folder = mkdtempSync(join(tmpdir(), 'trustpath-cloudtrail-'));
let files = 0;
function place(content: string | Buffer, name = `log-${files++}.json`): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function imported(paths: readonly string[], keep: readonly string[] = []) {
  const path = join(folder, `snapshot-${files++}.trustpath`);
  const writer = createSnapshot(path, { createdBy: 'trustpath test', createdAt: '2026-11-22T12:00:00.000Z' });
  try {
    const result = await importCloudTrail(writer, paths, { keep });
    const reader = writer.reader();
    const documents = [...reader.calls()].map((call) => ({
      ...call,
      document: reader.document(call.observation as `sha256:${string}`),
    }));
    return { result, documents, coverage: reader.coverage(), text: JSON.stringify(documents) };
  } finally {
    writer.discard();
  }
}

function entries(documents: readonly { readonly document: Json }[], member: string): readonly JsonObject[] {
  return documents.flatMap(({ document }) => {
    const list = isJsonObject(document) ? document[member] : undefined;
    return Array.isArray(list) ? list.filter(isJsonObject) : [];
  });
}

const athena = (rows: readonly string[][]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

/** The same three events in every form that they come in. */
const FORMS: Readonly<Record<string, () => string>> = {
  'a log file': () => place(JSON.stringify({ Records: story })),
  'a gzip log file': () => place(gzipSync(JSON.stringify({ Records: story })), `log-${files++}.json.gz`),
  'an answer of LookupEvents': () =>
    place(
      JSON.stringify(
        {
          NextToken: 'x',
          Events: story.map((each) => ({ EventId: each.eventID, CloudTrailEvent: JSON.stringify(each) })),
        },
        null,
        2,
      ),
    ),
  'one event a line': () => place(`﻿${story.map((each) => JSON.stringify(each)).join('\n')}\n`),
  'a list of events': () => place(JSON.stringify(story)),
  'a table of Athena': () =>
    place(
      athena([
        [
          'eventtime',
          'eventname',
          'eventsource',
          'useridentity',
          'sourceipaddress',
          'useragent',
          'awsregion',
          'errorcode',
          'requestparameters',
          'responseelements',
          'recipientaccountid',
        ],
        ...story.map((each) => [
          String(each.eventTime),
          String(each.eventName),
          String(each.eventSource),
          structureOf(each.userIdentity as JsonObject),
          String(each.sourceIPAddress),
          String(each.userAgent),
          String(each.awsRegion),
          each.errorCode === undefined ? '' : String(each.errorCode),
          each.requestParameters === null ? 'null' : JSON.stringify(each.requestParameters),
          each.responseElements === null ? '' : JSON.stringify(each.responseElements),
          ACCOUNT,
        ]),
      ]),
      `table-${files++}.csv`,
    ),
};

function structureOf(value: JsonObject): string {
  const members = Object.entries(value).map(
    ([name, member]) =>
      `${name.toLowerCase()}=${isJsonObject(member) ? structureOf(member) : String(member)}`,
  );
  return `{${members.join(', ')}, invokedby=null}`;
}

describe('events of CloudTrail', () => {
  it.each(Object.keys(FORMS))('are reduced to who did what: %s', async (form) => {
    const { result, documents } = await imported([(FORMS[form] as () => string)()]);
    expect(result).toMatchObject({ events: 3, gaps: 0 });
    expect(entries(documents, 'Activity')).toMatchObject([
      {
        Principal: USER,
        AccessKeyId: KEY,
        Count: 2,
        First: '2026-11-20T09:00:00.000Z',
        Addresses: [{ Address: '198.51.100.7', Count: 2 }],
        Regions: [{ Region: 'eu-central-1', Count: 2 }],
      },
      {
        Principal: ROLE,
        AccessKeyId: null,
        Count: 1,
        Errors: 1,
        Actions: [{ Action: 's3:GetObject', Count: 1, Errors: 1 }],
        Resources: [{ Resource: 'arn:aws:s3:::larkfield-customer-exports', Count: 1 }],
        SessionNames: [{ SessionName: 'night', Count: 1 }],
      },
    ]);
    expect(entries(documents, 'Assumptions')).toMatchObject([
      { Principal: USER, AccessKeyId: KEY, Role: ROLE, Count: 1, SessionNames: [{ SessionName: 'night' }] },
    ]);
    expect(entries(documents, 'Sessions')).toMatchObject([
      { AccessKeyId: TEMPORARY, Principal: ROLE, SessionName: 'night', IssuedTo: USER, IssuedToKey: KEY },
    ]);
  });

  it('are read from folders, digests and other files left aside and told', async () => {
    place(gzipSync(JSON.stringify({ Records: story })), 'tree/2026/a.json.gz');
    place(
      JSON.stringify({ awsAccountId: ACCOUNT, digestS3Bucket: 'logs', logFiles: [] }),
      'tree/CloudTrail-Digest/d.json',
    );
    place('notes', 'tree/readme.txt');
    const { result, coverage } = await imported([join(folder, 'tree')]);
    expect(result).toMatchObject({ events: 3, gaps: 1 });
    expect(coverage.map(({ operation, status, items }) => [operation, status, items])).toEqual([
      ['cloudtrail:Reduced', 'complete', 3],
      ['file:(others)', 'unsupported', 0],
    ]);
  });

  it('stay as they are for whom is asked, without what a caller wrote', async () => {
    const { documents, text } = await imported([place(JSON.stringify({ Records: story }))], [ROLE]);
    const kept = entries(documents, 'Records');
    expect(kept.map(({ eventName }) => eventName)).toEqual(['AssumeRole', 'GetObject']);
    expect(kept[0]?.requestParameters).toEqual({
      roleArn: ROLE,
      roleSessionName: 'night',
      policy: '[not kept]',
    });
    expect(kept[1]?.requestParameters).toMatchObject({ bucketName: 'larkfield-customer-exports' });
    for (const secret of ['hunter2', 'IQoJb3', 'do not keep']) expect(text).not.toContain(secret);
  });

  it('split wherever the stream happens to be cut', async () => {
    const long = Array.from({ length: 3_000 }, (_, n) => event({ userAgent: `agent "${n}" \\ {[` }));
    const { result } = await imported([place(JSON.stringify({ Records: long }))]);
    expect(result.events).toBe(3_000);
  });
});

describe('what is no log', () => {
  const whole = JSON.stringify({ Records: story });
  it.each([
    ['is cut off', whole.slice(0, -40), /record 3, at byte \d+: is cut off/],
    ['holds something else than events', '{"Records":[1,2]}', /record 1, at byte 12: is not an object/],
    ['has an event that is no JSON', '{"Records":[{"eventName":"x",}]}', /record 1, at byte \d+: not JSON/],
    [
      'has an event without a time',
      '{"Records":[{"eventName":"x","eventSource":"y"}]}',
      /has no time, source or name/,
    ],
    ['is empty', '', /the file is empty/],
    ['is another text', 'hello', /is no CloudTrail log/],
    ['is another document', '{"Users":[]}', /is no CloudTrail log/],
    ['is damaged gzip', gzipSync(whole).subarray(0, 60), /gzip data is damaged or cut off/],
    [
      'nests without end',
      `{"Records":[${'{"a":'.repeat(500)}1${'}'.repeat(500)}]}`,
      /nested more than 100 deep/,
    ],
    ['is a table with an open quote', 'eventtime,eventname,eventsource\n"2026', /row 2: is cut off/],
  ])('is refused with its place: %s', async (_what, content, reason) => {
    const path = place(content);
    const failure = await imported([path]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'input-refused', message: expect.stringMatching(reason) });
    expect((failure as Error).message.startsWith(`${path}: `)).toBe(true);
  });

  it('is refused where it is not there', async () => {
    await expect(imported([join(folder, 'nothing.json')])).rejects.toMatchObject({
      code: 'input-unreadable',
    });
  });
});
