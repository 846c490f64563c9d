import { describe, expect, test } from 'vitest';
import { derive } from '../derive.ts';
import { createExplainer } from '../explain.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  keysOf,
  ROOT,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../rules/testing/small-account.ts';
import { onceEach } from './once-each.ts';

function reasons(account: SmallAccount, from = user('alice')): readonly string[] {
  return createExplainer(smallAccount(account))
    .explain(from, ROOT)
    .blockedBy.map(({ says }) => says);
}

describe('reasons as people read them', () => {
  test('one statement that denies is one sentence, whatever it was asked', () => {
    const says = reasons({ users: { alice: { can: [allow('iam:*'), deny('iam:*')] } } });
    expect(says.filter((each) => /^Statement 2 .* denies /.test(each))).toHaveLength(1);
    // What is denied outright is not had, so nothing is said of what it would lack.
    expect(says.join('\n')).not.toMatch(/changes nothing of its own|no permissions boundary|PassRole/);
  });

  test('whom a user may become is said of an account it has no relation with, with what is not known', () => {
    const account = { users: { alice: { can: [allow('iam:CreateAccessKey')] }, bob: {}, carol: {} } };
    expect(reasons(account)[0]).toBe(
      'alice may become 2 other principals (make an access key for another user (iam:CreateAccessKey)); whether that works is not known: iam:ListAccessKeys was not collected, and each may already have two access keys. The paths show where that leads.',
    );
  });

  test('a key that is active says whose it is', () => {
    const id = 'AKIA222222222EXAMPL2';
    const account = { users: { alice: { can: everything } }, calls: [keysOf('alice', id)] };
    expect(reasons(account, id)).toEqual([
      `Access key ${id} authenticates user alice, and what it reaches it reaches as that user.`,
    ]);
  });

  test('a group and anyone have a reason too', () => {
    const account = { users: { alice: {} }, groups: { team: { can: everything } } };
    expect(reasons(account, `arn:aws:iam::${ACCOUNT}:group/team`)).toEqual([
      'Group team does nothing by itself: its members have its policies.',
    ]);
    expect(reasons(account, 'internet')).toEqual(['No policy that was collected admits anyone to it.']);
  });

  test('there is a reason for every pair', () => {
    const source = smallAccount({
      users: { alice: { can: [allow('iam:PutUserPolicy')] }, bob: {}, carol: { can: everything } },
      groups: { team: {} },
      roles: { app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
      policies: { own: [everything] },
      calls: [{ operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } }],
    });
    const ids = derive(source).entities.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(8);
    const explainer = createExplainer(source);
    for (const from of ids)
      for (const to of ids) {
        const { related, blockedBy } = explainer.explain(from, to);
        expect([from, to, related || blockedBy.length > 0]).toEqual([from, to, true]);
      }
  });

  test('of who may make a key, and cannot, it is not said that it may not', () => {
    const source = smallAccount({
      users: { alice: { can: [allow('iam:CreateAccessKey')] }, bob: {} },
      calls: [keysOf('bob', 'AKIA222222222EXAMPL2', 'AKIA222222222EXAMPL3')],
    });
    const { blockedBy } = createExplainer(source).explain(user('alice'), user('bob'));
    expect(blockedBy.map(({ says }) => says)).toEqual(['bob already has two access keys.']);
  });

  test('what closes a public bucket is named', () => {
    const bucket = 'arn:aws:s3:::example-data';
    const parameters = { Bucket: 'example-data' };
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` };
    const source = smallAccount({
      calls: [
        { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } },
        { operation: 's3:GetBucketPolicy', parameters, document: { Policy: { Statement: [open] } } },
        {
          operation: 's3:GetPublicAccessBlock',
          parameters,
          document: { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } },
        },
      ],
    });
    const [reason] = createExplainer(source).explain('internet', bucket).blockedBy;
    expect(reason).toMatchObject({
      says: expect.stringContaining('RestrictPublicBuckets'),
      pointer: '/PublicAccessBlockConfiguration',
    });
  });

  test.each([
    [[allow('*')]],
    [[allow(['iam:CreateRole', 'iam:AttachRolePolicy', 'sts:AssumeRole'], 'arn:aws:iam::*:role/app-*')]],
    [[allow('*'), deny('s3:*')]],
    [[allow('*'), deny(['iam:*', 'sts:*'])]],
    [[allow('iam:*'), deny('iam:Create*')]],
    [[allow('s3:*', 'arn:aws:s3:::logs/*')]],
  ])('names that stand for something stay inside: %j', (can) => {
    const source = smallAccount({ users: { alice: { can } } });
    const { relations, blockedBy } = createExplainer(source).explain(user('alice'), ROOT);
    const said = [...blockedBy, ...relations.flatMap(({ proof }) => proof)].map(({ says }) => says);
    expect(said.length).toBeGreaterThan(0);
    expect(said.join('\n')).not.toMatch(/probe|witness|a-new-|any-administrator/);
  });

  test('an administrator’s proof is its one statement, in words of what it grants', () => {
    const condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const proof = (can: object) => {
      const source = smallAccount({ users: { alice: { can: [can as ReturnType<typeof allow>] } } });
      const [relation] = createExplainer(source).explain(user('alice'), ROOT).relations;
      return relation?.proof.map(({ says }) => says);
    };
    expect(proof(allow('*'))).toEqual([
      'Statement 1 of inline policy "own" allows every action on every resource.',
    ]);
    expect(proof(allow('*', '*', condition))).toEqual([
      'Statement 1 of inline policy "own" allows every action on every resource if MFA is present (aws:MultiFactorAuthPresent is true).',
    ]);
  });
});

test('sentences are kept in order, and told once', () => {
  const reason = (says: string, pointer = '/a') => ({ observation: null, pointer, says });
  const deny1 = (what: string) => reason(`Statement 1 of x denies ${what}.`);
  expect(
    onceEach([
      reason('first'),
      deny1('iam:A on r1'),
      reason('first'),
      deny1('iam:B on r1'),
      deny1('iam:A on r1'),
      reason('Statement 1 of x denies iam:A on r1.', '/b'),
    ]).map(({ says }) => says),
  ).toEqual([
    'first',
    'Statement 1 of x denies iam:A and iam:B on r1.',
    'Statement 1 of x denies iam:A on r1.',
  ]);
});
