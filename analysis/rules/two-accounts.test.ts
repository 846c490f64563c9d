import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../schema/json.ts';
import type { ObservationSource } from '../aws/read/read-facts.ts';
import { derive } from '../derive.ts';
import { createExplainer } from '../explain.ts';
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

/** Two accounts in one snapshot. Each is written down as ACCOUNT sees itself; the second one's ids are turned about. */
function both(here: SmallAccount, there: SmallAccount): ObservationSource {
  const [one, other] = [smallAccount(here), smallAccount(there)];
  const calls = other.calls().map((call) => ({ ...call, source: 'aws:there' }));
  const own = new Set(one.calls().map((call) => call.observation));
  return {
    sources: () => [
      ...one.sources(),
      ...other.sources().map((each) => ({ ...each, id: 'aws:there', account: OTHER })),
    ],
    coverage: () => [],
    calls: () => [...one.calls(), ...calls.map((call) => ({ ...call, observation: far(call.observation) }))],
    document: (id) => (own.has(id) ? one.document(id) : turned(other.document(near(id)))),
  };
}
type Id = Parameters<ObservationSource['document']>[0];
// The same document in both accounts would have one address: the far one's is marked by its last digit.
const far = <T extends Id | null>(id: T): T => (id === null ? id : (`${id.slice(0, -1)}x` as T));
const nears = new Map<string, Id>();
const near = (id: Id): Id => nears.get(id) ?? id;

function turned(document: Json): Json {
  const text = JSON.stringify(document);
  return JSON.parse(text.replaceAll(ACCOUNT, '#').replaceAll(OTHER, ACCOUNT).replaceAll('#', OTHER));
}

function world(here: SmallAccount, there: SmallAccount): ObservationSource {
  for (const { observation } of smallAccount(there).calls())
    if (observation !== null) nears.set(far(observation), observation);
  return both(here, there);
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
