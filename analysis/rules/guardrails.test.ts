import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../schema/json.ts';
import { derive } from '../derive.ts';
import { createExplainer } from '../explain.ts';
import { unknownsFor } from '../unknowns.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  lines,
  OTHER,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from './testing/small-account.ts';
import {
  MANAGEMENT,
  ORGANIZATION,
  organizationCalls,
  type SmallGuardrails,
} from './testing/small-organization.ts';

const UNITS = ['Workloads', 'Production'];
const inProduction = { units: UNITS, accounts: { [ACCOUNT]: 'Production', [OTHER]: 'Workloads' } };

const guarded = (account: SmallAccount, guardrails: Partial<SmallGuardrails> = {}) =>
  smallAccount({
    ...account,
    calls: [...(account.calls ?? []), ...organizationCalls({ ...inProduction, ...guardrails })],
  });
const linesOf = (account: SmallAccount, guardrails: Partial<SmallGuardrails>, ...rules: string[]) =>
  lines(guarded(account, guardrails), (each) => rules.includes(each.rule));

/** bob makes a key for alice; alice may do everything. */
const ladder: SmallAccount = {
  users: { alice: { can: everything }, bob: { can: [allow('iam:CreateAccessKey', user('alice'))] } },
};

describe('service control policies', () => {
  test('that deny nothing of it change nothing, and are no step of a proof', () => {
    const { relations } = derive(guarded(ladder));
    const free = derive(smallAccount(ladder)).relations;
    expect(relations.map((each) => [each.from, each.to, each.rule, each.verdict])).toEqual(
      free.map((each) => [each.from, each.to, each.rule, each.verdict]),
    );
    expect(JSON.stringify(relations)).not.toContain('control policy');
  });

  test.each(['root', 'Workloads', 'Production', ACCOUNT])('attached at %s block what they deny', (place) => {
    const rules = ['iam-002', 'iam-003'];
    const keys = [
      {
        operation: 'iam:ListAccessKeys',
        parameters: { UserName: 'alice' },
        document: { AccessKeyMetadata: [] },
      },
    ];
    const account = { ...ladder, calls: keys };
    expect(linesOf(account, {}, ...rules)).toEqual(['bob -iam-002-> alice allow']);
    expect(linesOf(account, { scp: { [place]: [deny('iam:CreateAccessKey')] } }, ...rules)).toEqual([]);
  });

  test('of another branch or account do not reach this one', () => {
    const scp = { [OTHER]: [deny('*')] };
    expect(linesOf(ladder, { scp }, 'aws-administrator')).toEqual([
      `alice -aws-administrator-> ${ACCOUNT} allow`,
    ]);
  });

  test('do not touch the management account', () => {
    const scp = { root: [deny('*')] };
    const free = linesOf(ladder, { scp, management: ACCOUNT, accounts: {} }, 'aws-administrator');
    expect(free).toEqual([`alice -aws-administrator-> ${ACCOUNT} allow`]);
    expect(linesOf(ladder, { scp }, 'aws-administrator')).toEqual([]);
  });

  test('do not apply where the organization has not switched them on', () => {
    const scp = { root: [deny('*')] };
    expect(linesOf(ladder, { scp, disabled: true }, 'aws-administrator')).toHaveLength(1);
  });

  test('that deny one service leave an administrator one; that leave nothing do not', () => {
    expect(linesOf(ladder, { scp: { root: [deny('s3:*')] } }, 'aws-administrator')).toHaveLength(1);
    const all = linesOf(ladder, { scp: { root: [deny('*')] } }, 'aws-administrator', 'aws-account-controls');
    expect(all).toEqual([]);
  });

  test('that deny one service leave those administrators that share their policies', () => {
    const users: SmallAccount['users'] = { alice: { has: ['all'] }, bob: { has: ['all'] } };
    const account = { users, policies: { all: [everything] } };
    expect(linesOf(account, { scp: { root: [deny('rds:*')] } }, 'aws-administrator')).toEqual([
      `alice -aws-administrator-> ${ACCOUNT} allow`,
      `bob -aws-administrator-> ${ACCOUNT} allow`,
    ]);
  });

  test.each([
    ['StringNotEquals', ['eu-central-1']],
    ['StringEquals', ['us-east-1', 'eu-central-1']],
  ])('that close regions (%s %s) leave what can be done in another', (operator, values) => {
    const account: SmallAccount = {
      users: { alice: { can: [allow(['lambda:*', 'iam:PassRole'])] } },
      roles: { app: { trust: [trusts({ Service: 'lambda.amazonaws.com' })] } },
    };
    const condition = { [operator]: { 'aws:RequestedRegion': values } };
    const closed: JsonObject = {
      Effect: 'Deny',
      NotAction: 'iam:*',
      Resource: '*',
      Condition: condition,
    };
    expect(linesOf(account, { scp: { root: [closed] } }, 'lambda-001')).toEqual(
      linesOf(account, {}, 'lambda-001'),
    );
    expect(linesOf(account, {}, 'lambda-001')).toHaveLength(1);
  });

  test('that close regions are decided for what lies in one', () => {
    const account: SmallAccount = {
      users: { alice: { can: [allow('s3:GetObject')] } },
      calls: ['here', 'far'].flatMap((Bucket) => [
        { operation: 's3:ListBuckets', document: { Buckets: [{ Name: Bucket }] } },
        { operation: 's3:GetBucketPolicy', parameters: { Bucket }, document: { Policy: null } },
        {
          operation: 's3:GetBucketLocation',
          parameters: { Bucket },
          document: { LocationConstraint: Bucket === 'here' ? 'eu-central-1' : null },
        },
      ]),
    };
    const elsewhere = { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
    const scp = { root: [deny('*', '*', elsewhere)] };
    expect(linesOf(account, { scp }, 'aws-s3-read')).toEqual([
      'alice -aws-s3-read-> arn:aws:s3:::here allow',
    ]);
  });

  test('decide by who asks where they except someone', () => {
    const except = { ArnNotLike: { 'aws:PrincipalArn': user('carol') } };
    const users: SmallAccount['users'] = {
      bob: { can: [allow('sts:AssumeRole')] },
      carol: { can: [allow('sts:AssumeRole')] },
    };
    const roles = { app: { trust: [trusts({ AWS: ROOT })] } };
    const scp = { root: [deny('sts:AssumeRole', '*', except)] };
    expect(linesOf({ users, roles }, {}, 'sts-001')).toEqual([
      'bob -sts-001-> app allow',
      'carol -sts-001-> app allow',
    ]);
    expect(linesOf({ users, roles }, { scp }, 'sts-001')).toEqual(['carol -sts-001-> app allow']);
  });

  test('leave a condition where they deny under one', () => {
    const scp = {
      root: [deny('sts:AssumeRole', '*', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } })],
    };
    const account: SmallAccount = {
      users: { bob: { can: [allow('sts:AssumeRole')] } },
      roles: { app: { trust: [trusts({ AWS: ROOT })] } },
    };
    const [relation] = derive(guarded(account, { scp })).relations.filter((each) => each.rule === 'sts-001');
    expect(relation?.verdict).toBe('conditional');
    expect(relation?.conditions.join()).toContain('aws:SourceVpc');
    expect(relation?.proof.map((step) => step.says).join()).toContain('service control policy scp of root');
  });

  test('do not limit service-linked roles', () => {
    const roles: SmallAccount['roles'] = {
      linked: { path: '/aws-service-role/support.amazonaws.com/', can: everything, trust: [] },
      plain: { can: everything, trust: [] },
    };
    expect(linesOf({ roles }, { scp: { root: [deny('*')] } }, 'aws-administrator')).toEqual([
      `linked -aws-administrator-> ${ACCOUNT} allow`,
    ]);
  });

  test('block an explanation by the statement that denies', () => {
    const scp = { Production: [{ ...deny('iam:CreateAccessKey'), Sid: 'NoKeys' } as JsonObject] };
    const source = guarded(ladder, { scp });
    const { related, blockedBy } = createExplainer(source).explain(user('bob'), user('alice'));
    expect(related).toBe(false);
    const reason = blockedBy.find((each) => each.says.includes('"NoKeys"'));
    expect(reason?.says).toMatch(
      /"NoKeys" of service control policy scp of Production denies iam:CreateAccessKey/,
    );
    const document = source.document(reason?.observation ?? 'sha256:') as { Policy: object };
    expect(reason?.pointer).toBe('/Policy/Content/Statement/0');
    expect(document.Policy).toMatchObject({ Content: { Statement: [{ Sid: 'NoKeys' }] } });
  });

  test('block by a level that allows nothing of the kind, which is named', () => {
    const guardrails = { withoutFullAccess: ['Production'], scp: { Production: [allow(['s3:*', 'ec2:*'])] } };
    const { related, blockedBy } = createExplainer(guarded(ladder, guardrails)).explain(
      user('bob'),
      user('alice'),
    );
    expect(related).toBe(false);
    expect(blockedBy.map((each) => each.says)).toContain(
      `No service control policy attached to organizational unit Production allows iam:CreateAccessKey on ${user('alice')}.`,
    );
  });

  test('cap what an administrator controls in the account', () => {
    const account: SmallAccount = {
      roles: { app: { trust: [] } },
      calls: [
        { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'data' }] } },
        { operation: 's3:GetBucketPolicy', parameters: { Bucket: 'data' }, document: { Policy: null } },
      ],
    };
    const controls = (scp: SmallGuardrails['scp']) =>
      lines(guarded(account, scp ? { scp } : {}), (each) => each.rule === 'aws-account-controls');
    expect(controls({})).toHaveLength(2);
    expect(controls({ root: [deny('s3:*')] })).toEqual([`${ACCOUNT} -aws-account-controls-> app allow`]);
    expect(controls({ root: [deny('iam:*')] })).toEqual([
      `${ACCOUNT} -aws-account-controls-> arn:aws:s3:::data allow`,
    ]);
  });
});

describe('service control policies and grants of KMS keys', () => {
  const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd`;
  const account: SmallAccount = {
    users: { alice: {} },
    calls: [
      {
        operation: 'kms:ListKeys',
        region: 'eu-central-1',
        document: { Keys: [{ KeyId: '1234abcd', KeyArn: KEY }] },
      },
      {
        operation: 'kms:GetKeyPolicy',
        region: 'eu-central-1',
        parameters: { KeyId: '1234abcd', PolicyName: 'default' },
        document: { Policy: { Version: '2012-10-17', Statement: [] } },
      },
      {
        operation: 'kms:ListGrants',
        region: 'eu-central-1',
        parameters: { KeyId: '1234abcd' },
        document: {
          Grants: [{ KeyId: KEY, GrantId: 'g', GranteePrincipal: user('alice'), Operations: ['Decrypt'] }],
        },
      },
    ],
  };

  test('a grant gives nothing that the organization denies, or allows nowhere', () => {
    expect(linesOf(account, {}, 'aws-kms-grant')).toEqual([`alice -aws-kms-grant-> ${KEY} allow`]);
    expect(linesOf(account, { scp: { root: [deny('kms:*')] } }, 'aws-kms-grant')).toEqual([]);
    const only = { withoutFullAccess: ['root'], scp: { root: [allow('s3:*')] } };
    expect(linesOf(account, only, 'aws-kms-grant')).toEqual([]);
  });
});

describe('resource control policies', () => {
  const outsiders = [
    deny('sts:AssumeRole', '*', { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } }),
  ].map((statement) => ({ ...statement, Principal: '*' }));
  const roles: SmallAccount['roles'] = {
    shared: { trust: [trusts({ AWS: ['777788889999', OTHER] })] },
  };

  test('keep outsiders from the roles of member accounts, and let the organization in', () => {
    const from = (rcp: SmallGuardrails['rcp']) => linesOf({ roles }, rcp ? { rcp } : {}, 'sts-001');
    expect(from({})).toEqual([
      'arn:aws:iam::444455556666:root -sts-001-> shared allow',
      'arn:aws:iam::777788889999:root -sts-001-> shared allow',
    ]);
    expect(from({ root: outsiders })).toEqual(['arn:aws:iam::444455556666:root -sts-001-> shared allow']);
  });

  test('do not touch the management account', () => {
    const rcp = { root: outsiders };
    expect(linesOf({ roles }, { rcp, management: ACCOUNT, accounts: {} }, 'sts-001')).toHaveLength(2);
  });
});

describe('where an account is in the organization', () => {
  const admits = (condition: JsonObject): SmallAccount => ({
    roles: { open: { trust: [trusts({ AWS: '*' }, { Condition: condition })] } },
  });
  const inOrganization = admits({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } });

  test('decides conditions on it: members may, strangers may not', () => {
    expect(linesOf(inOrganization, {}, 'sts-001')).toEqual([
      `arn:aws:iam::${OTHER}:root -sts-001-> open allow`,
      `arn:aws:iam::${MANAGEMENT}:root -sts-001-> open allow`,
    ]);
  });

  test('decides conditions on the path', () => {
    const path = `${ORGANIZATION}/r-ex01/ou-ex01-workloads/ou-ex01-production/*`;
    const condition = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': path } };
    const users: SmallAccount['users'] = { alice: { can: [allow('sts:AssumeRole')] } };
    expect(linesOf({ ...admits(condition), users }, {}, 'sts-001')).toEqual(['alice -sts-001-> open allow']);
  });

  test('stays a condition where the organization was not collected', () => {
    expect(lines(smallAccount(inOrganization), (each) => each.rule === 'sts-001')).toEqual([
      'internet -sts-001-> open conditional',
    ]);
  });

  test('that is none is known as well', () => {
    const calls = [{ operation: 'organizations:DescribeOrganization', document: { Organization: null } }];
    const users: SmallAccount['users'] = { alice: { can: [allow('sts:AssumeRole')] } };
    const found = lines(smallAccount({ ...inOrganization, users, calls }), (each) => each.rule === 'sts-001');
    expect(found).toEqual(['internet -sts-001-> open conditional']);
  });
});

test('an account says where it is in the organization and what limits it there', () => {
  const { entities } = derive(guarded(ladder, { scp: { Workloads: [deny('rds:*')] } }));
  expect(entities.find((entity) => entity.id === ROOT)?.attributes).toMatchObject({
    organization: ORGANIZATION,
    organizationPath: `${ORGANIZATION}/r-ex01/ou-ex01-workloads/ou-ex01-production/`,
    managementAccount: MANAGEMENT,
    organizationPolicies: 'all collected',
    limitedBy: expect.anything(),
  });
});

describe('what is not known of them', () => {
  const gaps = (guardrails: Partial<SmallGuardrails>) =>
    unknownsFor(guarded(ladder, guardrails), user('bob'), user('alice')).filter((each) =>
      each.operation.startsWith('organizations:'),
    );

  test('is nothing where all of it was collected, or there is no organization', () => {
    expect(gaps({})).toEqual([]);
    const calls = [{ operation: 'organizations:DescribeOrganization', document: { Organization: null } }];
    const none = unknownsFor(smallAccount({ ...ladder, calls }), user('bob'), user('alice'));
    expect(none.map((each) => each.operation)).not.toContain('organizations:ListPolicies');
  });

  test('is all of it where only a member’s credentials were there', () => {
    const [gap, ...others] = gaps({ denied: (operation) => operation !== 'DescribeOrganization' });
    expect(others).toEqual([]);
    expect(gap?.operation).toBe('organizations:ListPolicies');
    expect(gap?.reason).toContain(`told to its management account ${MANAGEMENT}`);
  });

  test('is nothing for the management account itself', () => {
    const denied = (operation: string) => operation !== 'DescribeOrganization';
    expect(gaps({ denied, management: ACCOUNT, accounts: {} })).toEqual([]);
  });

  test('is a policy that could not be read; what was read still denies', () => {
    const scp = { root: [deny('iam:CreateAccessKey')], Production: [deny('iam:*')] };
    const denied = (operation: string, about: string) =>
      operation === 'DescribePolicy' && about === 'p-scp-ou-ex01-production';
    const [gap] = gaps({ scp, denied });
    expect(gap?.operation).toBe('organizations:DescribePolicy');
    expect(gap?.reason).toContain('attached to organizational unit Production was not collected');
    const { related } = createExplainer(guarded(ladder, { scp, denied })).explain(user('bob'), user('alice'));
    expect(related).toBe(false);
  });

  test('is where the account stands, while the root’s policies are known to apply', () => {
    const scp = { root: [deny('iam:CreateAccessKey')] };
    const denied = (operation: string, about: string) =>
      operation === 'ListAccountsForParent' && about !== 'r-ex01';
    const [gap] = gaps({ scp, denied });
    expect(gap?.operation).toBe('organizations:ListAccountsForParent');
    const { related } = createExplainer(guarded(ladder, { scp, denied })).explain(user('bob'), user('alice'));
    expect(related).toBe(false);
  });
});

test('roles are still assumed across accounts only within both accounts’ guardrails', () => {
  const roles: SmallAccount['roles'] = { app: { trust: [trusts({ AWS: OTHER })] } };
  const scp = { [OTHER]: [deny('sts:AssumeRole', role('app'))] };
  expect(linesOf({ roles }, {}, 'sts-001')).toHaveLength(1);
  expect(linesOf({ roles }, { scp }, 'sts-001')).toEqual([]);
});
