import { describe, expect, test } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import { derive } from '../../derive.ts';
import { activityOf, sessionOfKey } from '../../observed/activity-of.ts';
import { observedIndex } from '../../observed/observed-index.ts';
import { readActivity } from '../../observed/read-activity.ts';
import {
  ACCOUNT,
  allow,
  keysOf,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../testing/small-account.ts';

const KEY = 'AKIA222222222EXAMPL2';
const BUCKET = 'arn:aws:s3:::larkfield-customer-exports';
const span = (count: number, last = '2026-11-20T10:00:00.000Z', more = {}) => ({
  Count: count,
  First: '2026-11-01T08:00:00.000Z',
  Last: last,
  ...more,
});

const log = (document: Json, source = 'cloudtrail-files:logs', part = '0') => ({
  operation: 'cloudtrail:Reduced',
  source,
  parameters: { part },
  document,
});
const period = { Period: span(100) };
const story: Json = {
  Activity: [
    {
      Principal: user('build'),
      AccessKeyId: KEY,
      ...span(12),
      Addresses: [{ Address: '198.51.100.7', ...span(12) }],
      Actions: [
        { Action: 'sts:AssumeRole', ...span(10) },
        { Action: 's3:ListBuckets', ...span(2) },
      ],
      Resources: [
        { Resource: BUCKET, ...span(3) },
        { Resource: 'arn:aws:s3:::not-collected', ...span(1) },
      ],
    },
  ],
  Assumptions: [
    {
      Principal: user('build'),
      AccessKeyId: KEY,
      Role: role('deploy'),
      ...span(10),
      Addresses: [{ Address: '198.51.100.7', Count: 10 }],
    },
    {
      Principal: user('build'),
      AccessKeyId: KEY,
      Role: role('closed'),
      ...span(4, undefined, { Errors: 4 }),
    },
  ],
  Sessions: [
    {
      AccessKeyId: 'ASIA222222222EXAMPL2',
      Principal: role('deploy'),
      SessionName: 'night',
      IssuedTo: user('build'),
      IssuedToKey: KEY,
      ...span(5),
    },
  ],
};
const account = (more: SmallAccount = {}): SmallAccount => ({
  users: { build: { can: [allow('sts:AssumeRole', role('deploy'))] } },
  roles: { deploy: { trust: [trusts({ AWS: `arn:aws:iam::${ACCOUNT}:root` })] } },
  ...more,
  calls: [
    { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'larkfield-customer-exports' }] } },
    log(period),
    log(story, undefined, '1'),
    ...(more.calls ?? []),
  ],
});
const seen = (source = smallAccount(account())) =>
  derive(source)
    .relations.filter(({ rule }) => rule.startsWith('aws-seen') || rule === 'aws-key-seen-in-use')
    .map(({ from, to, rule, verdict }) => [rule, from, to, verdict]);

describe('what a log saw', () => {
  test('is a relation of its own, that leads nowhere by itself', () => {
    expect(seen()).toEqual([
      ['aws-key-seen-in-use', KEY, user('build'), 'conditional'],
      ['aws-seen-assuming', user('build'), role('deploy'), 'allow'],
      ['aws-seen-using', user('build'), KEY, 'allow'],
      ['aws-seen-using', user('build'), BUCKET, 'allow'],
    ]);
  });

  test('says nothing of a key that is listed, whose state is known', () => {
    const listed = smallAccount(account({ calls: [keysOf('build', KEY)] }));
    expect(seen(listed).map(([rule]) => rule)).not.toContain('aws-key-seen-in-use');
  });

  test('points at the entry that says so', () => {
    const [assuming] = derive(smallAccount(account())).relations.filter(
      ({ rule }) => rule === 'aws-seen-assuming',
    );
    expect(assuming?.proof).toMatchObject([
      {
        pointer: '/Assumptions/0',
        says: expect.stringContaining(
          '10 times from 2026-11-01 08:00 to 2026-11-20 10:00 UTC, from 198.51.100.7',
        ),
      },
    ]);
  });
});

describe('the index of what was observed', () => {
  test('knows keys as their principals, roles as assumed, resources as used; not what failed', () => {
    const observed = observedIndex(readActivity(smallAccount(account()), 'cloudtrail'));
    expect(observed(KEY, user('build'))).toMatchObject({ count: 12, from: ['198.51.100.7'] });
    expect(observed(user('build'), role('deploy'))).toMatchObject({
      count: 10,
      first: '2026-11-01T08:00:00.000Z',
      last: '2026-11-20T10:00:00.000Z',
    });
    expect(observed(user('build'), BUCKET)?.count).toBe(3);
    expect(observed(user('build'), role('closed'))).toBeNull();
    expect(observed(role('deploy'), user('build'))).toBeNull();
  });

  test('counts the fuller of two logs that overlap, and adds up within one', () => {
    const other = {
      Assumptions: [
        {
          Principal: user('build'),
          AccessKeyId: null,
          Role: role('deploy'),
          ...span(2, '2026-11-21T00:00:00.000Z'),
        },
        { Principal: user('build'), AccessKeyId: KEY, Role: role('deploy'), ...span(3) },
      ],
    };
    const both = smallAccount(account({ calls: [log(other, 'cloudtrail-files:more')] }));
    expect(observedIndex(readActivity(both, 'cloudtrail'))(user('build'), role('deploy'))).toMatchObject({
      count: 10,
      last: '2026-11-21T00:00:00.000Z',
    });
  });
});

describe('activity', () => {
  const source = smallAccount(account());
  const facts = readActivity(source, 'cloudtrail');

  test('of a key is what it did, by the entry itself', () => {
    expect(activityOf(source, facts, { key: KEY })).toMatchObject({
      count: 12,
      principals: [user('build')],
      actions: [
        { name: 'sts:AssumeRole', count: 10 },
        { name: 's3:ListBuckets', count: 2 },
      ],
      assumed: [
        { name: role('deploy'), count: 10 },
        { name: role('closed'), count: 4, errors: 4 },
      ],
      logs: [{ source: 'cloudtrail-files:logs', count: 100 }],
    });
  });

  test('of whom no log saw is empty, and unknown where there is no log', () => {
    expect(activityOf(source, facts, { principal: role('deploy') })).toMatchObject({
      count: 0,
      logs: [{ count: 100 }],
    });
    const without = smallAccount({ users: { build: {} } });
    expect(activityOf(without, readActivity(without, 'cloudtrail'), { key: KEY })).toBeNull();
  });

  test('of a temporary key leads to its session and to who was given it', () => {
    expect(sessionOfKey(source, 'ASIA222222222EXAMPL2')).toMatchObject({
      principal: role('deploy'),
      session: 'night',
      issuedTo: user('build'),
      issuedToKey: KEY,
    });
    expect(sessionOfKey(source, 'ASIA222222222EXAMPL3')).toBeNull();
  });
});
