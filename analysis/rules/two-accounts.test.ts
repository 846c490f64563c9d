import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../schema/json.ts';
import { derive } from '../derive.ts';
import { createExplainer } from '../explain.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  OTHER,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from './testing/small-account.ts';

type Id = Parameters<ObservationSource['document']>[0];

/** Two accounts in one snapshot. Each is written down as ACCOUNT sees itself; the second one's ids are turned about. */
function world(here: SmallAccount, there: SmallAccount): ObservationSource {
  const [one, other] = [smallAccount(here), smallAccount(there)];
  // The same document in both accounts would have one address: the second one's ends in another letter.
  const far = (id: Id): Id => `${id.slice(0, -1)}x` as Id;
  const near = new Map(
    [...other.calls()].flatMap(({ observation: id }) => (id ? [[far(id), id] as const] : [])),
  );
  return {
    sources: () => [
      ...one.sources(),
      ...other.sources().map((each) => ({ ...each, id: 'aws:there', account: OTHER })),
    ],
    coverage: () => [],
    calls: () => [
      ...one.calls(),
      ...[...other.calls()].map((call) => ({
        ...call,
        source: 'aws:there',
        observation: call.observation && far(call.observation),
      })),
    ],
    document(id) {
      const turned = near.get(id);
      return turned === undefined ? one.document(id) : turn(other.document(turned));
    },
  };
}

function turn(document: Json): Json {
  const text = JSON.stringify(document);
  return JSON.parse(text.replaceAll(ACCOUNT, '#').replaceAll(OTHER, ACCOUNT).replaceAll('#', OTHER));
}

const theirs = (arn: string) => arn.replace(ACCOUNT, OTHER);
const BUCKET = 'arn:aws:s3:::their-data';

function edges(source: ObservationSource, from = user('alice')): readonly string[] {
  return derive(source)
    .relations.filter((each) => each.from === from)
    .map((each) => `${each.rule} ${each.to} ${each.verdict}`);
}

function bucket(...statements: JsonObject[]) {
  return [
    { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'their-data' }] } },
    {
      operation: 's3:GetBucketPolicy',
      parameters: { Bucket: 'their-data' },
      document: { Policy: { Version: '2012-10-17', Statement: statements } },
    },
  ];
}
const reads = (principal: Json): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 's3:GetObject',
  Resource: `${BUCKET}/*`,
});

describe('across two accounts that were both collected', () => {
  const app = { app: { trust: [trusts({ AWS: OTHER })] } };
  const may = { users: { alice: { can: [allow('sts:AssumeRole', theirs(role('app')))] } } };
  const assumed = [`sts-001 ${theirs(role('app'))} allow`];

  test('a role is assumed where both sides allow it', () => {
    expect(edges(world(may, { roles: app }))).toEqual(assumed);
    expect(edges(world({ users: { alice: {} } }, { roles: app }))).toEqual([]);
    expect(edges(world(may, { roles: { app: { trust: [trusts({ AWS: ACCOUNT })] } } }))).toEqual([]);
  });

  test('naming the user does not do without its own permission', () => {
    const roles = { app: { trust: [trusts({ AWS: theirs(user('alice')) })] } };
    expect(edges(world({ users: { alice: {} } }, { roles }))).toEqual([]);
    expect(edges(world(may, { roles }))).toEqual(assumed);
  });

  test('a trust for everyone is for them as well', () => {
    expect(edges(world(may, { roles: { app: { trust: [trusts('*')] } } }))).toEqual(assumed);
    expect(edges(world({ users: { alice: {} } }, { roles: { app: { trust: [trusts('*')] } } }))).toEqual([]);
  });

  test('a denial of either side stops it', () => {
    const denied = { users: { alice: { can: [...may.users.alice.can, deny('sts:*')] } } };
    expect(edges(world(denied, { roles: app }))).toEqual([]);
    const fenced = { app: { trust: [...app.app.trust, { ...trusts('*'), Effect: 'Deny' }] } };
    expect(edges(world(may, { roles: fenced }))).toEqual([]);
  });

  test('permissions on IAM end at the account', () => {
    const here = {
      users: {
        alice: { can: [allow(['iam:CreateAccessKey', 'iam:AddUserToGroup', 'iam:UpdateAssumeRolePolicy'])] },
      },
    };
    const there = {
      users: { admin: { can: everything } },
      groups: { admins: { can: everything } },
      roles: { app: { can: everything } },
    };
    expect(edges(world(here, there))).toEqual([]);
    const { blockedBy } = createExplainer(world(here, there)).explain(user('alice'), theirs(user('admin')));
    expect(blockedBy.map(({ says }) => says).join()).toContain('another account');
  });

  test('a bucket is read where both sides allow it', () => {
    const reader = { users: { alice: { can: [allow('s3:GetObject')] } } };
    const read = [`aws-s3-read ${BUCKET} allow`];
    const naming = bucket(reads({ AWS: theirs(user('alice')) }));
    // Whether public access is blocked was not collected, and is no matter of who is named.
    expect(edges(world(reader, { calls: naming }))).toEqual(read);
    expect(edges(world({ users: { alice: {} } }, { calls: naming }))).toEqual([]);
    expect(edges(world(reader, { calls: bucket(reads({ AWS: ACCOUNT })) }))).toEqual([]);
  });
});

test('data under a key of the other account needs that key, by its policy and by one’s own', () => {
  const queue = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
  const id = '11111111-1111-4111-8111-111111111111';
  const here = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${id}`;
  const region = 'us-east-1';
  const there = (opened: boolean): SmallAccount => ({
    calls: [
      { operation: 'kms:ListKeys', region, document: { Keys: [{ KeyArn: here, KeyId: id }] } },
      {
        operation: 'kms:GetKeyPolicy',
        region,
        parameters: { KeyId: id },
        document: {
          Policy: {
            Version: '2012-10-17',
            // The ids are turned about: this is the account of the queue.
            Statement: [allowing(opened ? `arn:aws:iam::${OTHER}:root` : `arn:aws:iam::${ACCOUNT}:root`)],
          },
        },
      },
    ],
  });
  const reader = (...actions: string[]): SmallAccount => ({
    users: { alice: { can: [allow(['sqs:ReceiveMessage', ...actions])] } },
    calls: [
      {
        operation: 'sqs:GetQueueAttributes',
        region,
        document: { Attributes: { QueueArn: queue, KmsMasterKeyId: theirs(here) } },
      },
    ],
  });
  const read = (mine: SmallAccount, opened: boolean) =>
    derive(world(mine, there(opened))).relations.flatMap(({ rule, verdict }) =>
      rule === 'aws-sqs-read' ? [verdict] : [],
    );
  expect(read(reader('kms:Decrypt'), true)).toEqual(['allow']);
  expect(read(reader('kms:Decrypt'), false)).toEqual([]);
  expect(read(reader(), true)).toEqual([]);
});

function allowing(principal: string): JsonObject {
  return { Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:*', Resource: '*' };
}
