import { describe, expect, test } from 'vitest';
import { createExplainer } from '../../explain.ts';
import {
  allow,
  deny,
  keysOf,
  linesOf,
  managed,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../testing/small-account.ts';

const lent = { trust: [trusts({ AWS: user('alice') })] };
const unlent = { trust: [trusts({ Service: 'ec2.amazonaws.com' })] };

const ROWS: readonly {
  readonly rule: string;
  readonly holds: SmallAccount;
  readonly verdict?: string;
  readonly fails: Readonly<Record<string, SmallAccount>>;
}[] = [
  {
    rule: 'iam-014',
    holds: { users: { alice: { can: [allow('iam:AttachRolePolicy')] } }, roles: { app: lent } },
    fails: {
      'it can assume no role': {
        users: { alice: { can: [allow('iam:AttachRolePolicy')] } },
        roles: { app: unlent },
      },
      'it may change only the role it cannot assume': {
        users: { alice: { can: [allow('iam:AttachRolePolicy', role('other'))] } },
        roles: { app: lent, other: unlent },
      },
      'the role is bound': {
        users: { alice: { can: [allow('iam:AttachRolePolicy')] } },
        roles: { app: { ...lent, boundary: 'cap' } },
        policies: { cap: [[allow('s3:*')]] },
      },
    },
  },
  {
    rule: 'iam-016',
    holds: {
      users: { alice: { can: [allow('iam:CreatePolicyVersion', managed('app'))] } },
      roles: { app: { ...lent, has: ['app'] } },
      policies: { app: [[allow('s3:*')]] },
    },
    fails: {
      'the role has another policy': {
        users: { alice: { can: [allow('iam:CreatePolicyVersion', managed('unused'))] } },
        roles: { app: { ...lent, has: ['app'] } },
        policies: { app: [[allow('s3:*')]], unused: [[allow('s3:*')]] },
      },
    },
  },
  {
    rule: 'iam-017',
    holds: { users: { alice: { can: [allow('iam:PutRolePolicy')] } }, roles: { app: lent } },
    fails: {
      'it can assume no role': {
        users: { alice: { can: [allow('iam:PutRolePolicy')] } },
        roles: { app: unlent },
      },
    },
  },
  {
    rule: 'iam-015',
    holds: {
      users: {
        alice: { can: [allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], user('bob'))] },
        bob: {},
      },
      calls: [keysOf('bob')],
    },
    fails: {
      'the other user has two keys': {
        users: {
          alice: { can: [allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], user('bob'))] },
          bob: {},
        },
        calls: [keysOf('bob', 'AKIA222222222EXAMPL2', 'AKIA222222222EXAMPL3')],
      },
      'no key may be made': {
        users: { alice: { can: [allow('iam:AttachUserPolicy', user('bob'))] }, bob: {} },
        calls: [keysOf('bob')],
      },
    },
  },
  {
    rule: 'iam-018',
    holds: {
      users: { alice: { can: [allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'], user('bob'))] }, bob: {} },
    },
    verdict: 'unknown',
    fails: {
      'the two permissions are on different users': {
        users: {
          alice: {
            can: [allow('iam:PutUserPolicy', user('bob')), allow('iam:CreateAccessKey', user('carol'))],
          },
          bob: {},
          carol: {},
        },
        calls: [keysOf('bob'), keysOf('carol')],
      },
    },
  },
  {
    rule: 'iam-019',
    holds: {
      users: { alice: { can: [allow(['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'])] } },
      roles: { app: unlent },
    },
    fails: {
      'the only role is reserved': {
        users: { alice: { can: [allow(['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'])] } },
        roles: { app: { ...unlent, path: '/aws-reserved/sso.amazonaws.com/' } },
      },
    },
  },
  {
    rule: 'iam-020',
    holds: {
      users: { alice: { can: [allow(['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'])] } },
      roles: { app: { ...unlent, has: ['app'] } },
      policies: { app: [[allow('s3:*')]] },
    },
    fails: {
      'the role has no policy of the account': {
        users: { alice: { can: [allow(['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'])] } },
        roles: { app: unlent },
      },
    },
  },
  {
    rule: 'iam-021',
    holds: {
      users: { alice: { can: [allow(['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'])] } },
      roles: { app: unlent },
    },
    fails: {
      'assuming is denied': {
        users: {
          alice: {
            can: [allow(['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'])],
            also: [deny('sts:AssumeRole')],
          },
        },
        roles: { app: unlent },
      },
    },
  },
  {
    rule: 'iam-023',
    holds: {
      users: { alice: { can: [allow('iam:DeleteRolePermissionsBoundary')] } },
      roles: { app: { ...lent, can: [allow('*')], boundary: 'cap' } },
      policies: { cap: [[allow('s3:*')]] },
    },
    fails: {
      'the role has no boundary': {
        users: { alice: { can: [allow('iam:DeleteRolePermissionsBoundary')] } },
        roles: { app: { ...lent, can: [allow('s3:*')] } },
      },
    },
  },
];

describe.each(ROWS)('$rule', ({ rule, holds, verdict = 'allow', fails }) => {
  test('reaches the account where its preconditions hold', () => {
    expect(linesOf(holds, rule)).toEqual([`alice -${rule}-> 111122223333 ${verdict}`]);
  });

  test.each(Object.keys(fails))('does not where %s', (name) => {
    expect(linesOf(fails[name] as SmallAccount, rule)).toEqual([]);
  });
});

test('explain says that there is no role to raise', () => {
  const source = smallAccount({
    users: { alice: { can: [allow('iam:AttachRolePolicy')] } },
    roles: { app: unlent },
  });
  const { blockedBy } = createExplainer(source).explain(user('alice'), ROOT);
  expect(blockedBy[0]).toMatchObject({
    pointer: '/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/0',
    says: 'alice may attach policies to roles (iam:AttachRolePolicy), but can assume no role that it may change.',
  });
});
