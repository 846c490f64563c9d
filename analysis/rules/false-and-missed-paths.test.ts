import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../schema/json.ts';
import type { Verdict } from '../../schema/records.ts';
import { derive } from '../derive.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  keysOf,
  OTHER,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from './testing/small-account.ts';

/*
 * Small accounts in which a careless tool finds a path that is none, or misses one that is: each asks only whether alice
 * ends as an administrator of the account, by whatever chain.
 */

/** The best verdict of any chain from one to the other; null where there is none. */
function ends(account: SmallAccount, from = user('alice'), to = ROOT): Verdict | null {
  const { relations } = derive(smallAccount(account));
  const ranks: readonly Verdict[] = ['allow', 'conditional', 'unknown'];
  for (const [index, verdict] of ranks.entries()) {
    const good = new Set(ranks.slice(0, index + 1));
    const seen = new Set([from]);
    for (const at of seen)
      for (const each of relations) if (each.from === at && good.has(each.verdict)) seen.add(each.to);
    if (seen.has(to)) return verdict;
  }
  return null;
}

const alice = (...can: JsonObject[]): SmallAccount => ({ users: { alice: { can } } });
const admin = { can: everything };
const byAlice = [trusts({ AWS: user('alice') })];
const byAccount = (rest: JsonObject = {}) => [trusts({ AWS: ROOT }, rest)];
const assumeApp = allow('sts:AssumeRole', role('app'));
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const policyArn = (arn: Json): Json => ({ ArnLike: { 'iam:PolicyARN': arn } });
const withKeys = (...ids: string[]) => [keysOf('admin', ...ids)];
const KEYS = ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'];

describe('no path', () => {
  const cases: Record<string, SmallAccount> = {
    'iam:PassRole alone': {
      ...alice(allow('iam:PassRole')),
      roles: { app: { ...admin, trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
    },
    'a boundary caps what she may write herself': {
      users: { alice: { can: [allow('iam:PutUserPolicy')], boundary: 'cap' } },
      policies: { cap: [[allow(['s3:*', 'iam:PutUserPolicy'])]] },
    },
    'a boundary that leaves IAM but denies making and taking principals': {
      users: { alice: { can: everything, boundary: 'cap' } },
      policies: {
        cap: [[allow('*'), deny(['iam:*', 'sts:*', 'organizations:*'])]],
      },
    },
    'her group denies': {
      users: { alice: { can: [allow('iam:PutUserPolicy')], groups: ['fence'] } },
      groups: { fence: { can: [deny('iam:*')] } },
    },
    'policies of others, whom she cannot be': {
      users: { alice: { can: [allow('iam:PutUserPolicy', user('bob'))] }, bob: {} },
    },
    'only a harmless policy may be attached': alice(
      allow('iam:AttachUserPolicy', user('alice'), policyArn(READ_ONLY)),
    ),
    'groups of another account': {
      ...alice(allow('iam:AddUserToGroup', `arn:aws:iam::${OTHER}:group/*`)),
      groups: { admins: admin },
    },
    'a policy attached nowhere': {
      ...alice(allow('iam:CreatePolicyVersion')),
      policies: { idle: [[allow('s3:*')]] },
    },
    'a policy attached only to someone she cannot be': {
      users: { alice: { can: [allow('iam:CreatePolicyVersion')] }, bob: { has: ['bobs'] } },
      policies: { bobs: [[allow('s3:*')]] },
    },
    'the trust of a service-linked role': {
      ...alice(allow(['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'])),
      roles: { app: { ...admin, path: '/aws-service-role/x.amazonaws.com/' } },
    },
    'the trust of a role that AWS keeps for single sign-on': {
      ...alice(allow(['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'])),
      roles: {
        AWSReservedSSO_Admin_0123456789abcdef: { ...admin, path: '/aws-reserved/sso.amazonaws.com/' },
      },
    },
    'a role that trusts the account, without sts:AssumeRole of her own': {
      users: { alice: {} },
      roles: { app: { ...admin, trust: byAccount() } },
    },
    'sts:AssumeRole on a role that trusts someone else': {
      users: { alice: { can: [assumeApp] }, bob: {} },
      roles: { app: { ...admin, trust: [trusts({ AWS: user('bob') })] } },
    },
    'a role that trusts a tag she does not have': {
      users: { alice: { can: [assumeApp], tags: { team: 'web' } } },
      roles: {
        app: {
          ...admin,
          trust: byAccount({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'root' } } }),
        },
      },
    },
    'a role that trusts a tag, and she has none': {
      users: { alice: { can: [assumeApp] } },
      roles: {
        app: {
          ...admin,
          trust: byAccount({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'root' } } }),
        },
      },
    },
    'a role that trusts a deleted principal of her name': {
      users: { alice: { can: [assumeApp] } },
      roles: { app: { ...admin, trust: [trusts({ AWS: 'AIDAEXAMPLEEXAMPLE123' })] } },
    },
    'a role that trusts her and denies her': {
      users: { alice: {} },
      roles: {
        app: { ...admin, trust: [...byAlice, { ...trusts({ AWS: user('alice') }), Effect: 'Deny' }] },
      },
    },
    'a key for an administrator who has two': {
      users: { alice: { can: [allow('iam:CreateAccessKey')] }, admin },
      calls: withKeys(...KEYS),
    },
    'everything but IAM': alice(allow('*'), deny(['iam:*', 'sts:*'])),
    'NotAction that leaves out IAM': alice({ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' }),
    'an older version that is no wider': {
      users: { alice: { has: ['own'] } },
      policies: { own: [[allow('s3:*')], [allow(['s3:GetObject', 'iam:SetDefaultPolicyVersion'])]] },
    },
    'her own denial, of removing it too': {
      users: {
        alice: {
          can: [allow(['iam:PutUserPolicy', 'iam:DetachUserPolicy', 'iam:DeleteUserPolicy'])],
          has: ['fence'],
        },
      },
      policies: { fence: [[{ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }]] },
    },
    'making users only under a boundary': alice(
      allow(['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey'], user('new/*'), {
        StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/cap' },
      }),
    ),
  };
  test.each(Object.entries(cases))('%s', (_, account) => {
    expect(ends(account)).toBeNull();
  });
});

describe('a path', () => {
  const cases: Record<string, readonly [Verdict, SmallAccount]> = {
    'a policy that makes an administrator is among those that may be attached': [
      'allow',
      {
        ...alice(allow('iam:AttachUserPolicy', user('alice'), policyArn(`arn:aws:iam::${ACCOUNT}:policy/*`))),
        policies: { powers: [everything], harmless: [[allow('s3:ListAllMyBuckets')]] },
      },
    ],
    'an inline policy may be overwritten, and the denial in it': [
      'allow',
      {
        users: {
          alice: { can: [allow('iam:PutUserPolicy')], also: [deny(['iam:Create*', 'iam:Attach*', 'sts:*'])] },
        },
      },
    ],
    'with what she attaches she may detach what denies': [
      'allow',
      {
        users: { alice: { can: [allow('iam:AttachUserPolicy')], has: ['fence'] } },
        policies: { fence: [[deny(['iam:Create*', 'sts:*'])]] },
      },
    ],
    'her own denial, which she may detach': [
      'allow',
      {
        users: { alice: { can: [allow(['iam:PutUserPolicy', 'iam:DetachUserPolicy'])], has: ['fence'] } },
        policies: { fence: [[deny('iam:PutUserPolicy')]] },
      },
    ],
    'a group that denies, which she may leave': [
      'allow',
      {
        users: {
          alice: { can: [allow(['iam:PutUserPolicy', 'iam:RemoveUserFromGroup'])], groups: ['fence'] },
        },
        groups: { fence: { can: [deny('iam:PutUserPolicy')] } },
      },
    ],
    'an older version that is wider': [
      'allow',
      {
        users: { alice: { has: ['own'] } },
        policies: { own: [everything, [allow('iam:SetDefaultPolicyVersion')]] },
      },
    ],
    'a policy of a group she is in': [
      'allow',
      { users: { alice: { groups: ['admins'] } }, groups: { admins: admin } },
    ],
    'NotAction that leaves IAM in': [
      'allow',
      alice({ Effect: 'Allow', NotAction: ['billing:*'], Resource: '*' }),
    ],
    'a key for an administrator who has one': [
      'allow',
      { users: { alice: { can: [allow('iam:CreateAccessKey')] }, admin }, calls: withKeys(KEYS[0]!) },
    ],
    'a key for an administrator, in place of one of two': [
      'allow',
      {
        users: { alice: { can: [allow(['iam:CreateAccessKey', 'iam:DeleteAccessKey'])] }, admin },
        calls: withKeys(...KEYS),
      },
    ],
    'a key for an administrator whose keys were not collected': [
      'unknown',
      { users: { alice: { can: [allow('iam:CreateAccessKey')] }, admin } },
    ],
    'a chain of roles': [
      'allow',
      {
        users: { alice: {} },
        roles: {
          app: { trust: byAlice },
          next: { trust: [trusts({ AWS: role('app') })] },
          last: { ...admin, trust: [trusts({ AWS: role('next') })] },
        },
      },
    ],
    'a session of a role, by its name': [
      'conditional',
      {
        users: { alice: {} },
        roles: {
          app: { trust: byAlice },
          last: { ...admin, trust: [trusts({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/app/deploy` })] },
        },
      },
    ],
    'an external id': [
      'conditional',
      {
        users: { alice: {} },
        roles: {
          app: {
            ...admin,
            trust: [
              trusts({ AWS: user('alice') }, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
            ],
          },
        },
      },
    ],
    'a second factor': [
      'conditional',
      {
        users: { alice: {} },
        roles: {
          app: {
            ...admin,
            trust: [
              trusts(
                { AWS: user('alice') },
                { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
              ),
            ],
          },
        },
      },
    ],
    'a network': ['conditional', alice(allow('*', '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }))],
    'an organization that was not collected': [
      'conditional',
      {
        users: { alice: { can: [assumeApp] } },
        roles: {
          app: {
            ...admin,
            trust: [trusts('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg' } } })],
          },
        },
      },
    ],
    'a tag that she has': [
      'allow',
      {
        users: { alice: { can: [assumeApp], tags: { team: 'root' } } },
        roles: {
          app: {
            ...admin,
            trust: byAccount({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'root' } } }),
          },
        },
      },
    ],
    'a tag that a session of the role may be given': [
      'conditional',
      {
        users: { alice: {} },
        roles: {
          app: { trust: [trusts({ AWS: user('alice') }, { Action: ['sts:AssumeRole', 'sts:TagSession'] })] },
          last: {
            ...admin,
            trust: [
              trusts(
                { AWS: role('app') },
                { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'root' } } },
              ),
            ],
          },
        },
      },
    ],
  };
  test.each(Object.entries(cases))('%s', (_, [verdict, account]) => {
    expect(ends(account)).toBe(verdict);
  });
});

describe('who is meant by everyone', () => {
  const open = (condition: Json): SmallAccount => ({
    roles: { app: { ...admin, trust: [trusts('*', { Condition: condition })] } },
  });
  const outsider = `arn:aws:iam::${OTHER}:root`;

  test('a trust for everyone of one account is for that account, not for the world', () => {
    const account = open({ StringEquals: { 'aws:PrincipalAccount': OTHER } });
    expect(ends(account, 'internet')).toBeNull();
    expect(ends(account, outsider)).toBe('allow');
  });

  test('a trust for everyone of the own account is not for the world', () => {
    expect(ends(open({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }), 'internet')).toBeNull();
  });

  test('a trust for one principal by its ARN is not for the world', () => {
    expect(ends(open({ ArnEquals: { 'aws:PrincipalArn': user('alice') } }), 'internet')).toBeNull();
  });

  test('a trust for everyone under a secret is for the world on that condition', () => {
    expect(ends(open({ StringEquals: { 'sts:ExternalId': 'x' } }), 'internet')).toBe('conditional');
  });
});
