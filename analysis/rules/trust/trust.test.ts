import { describe, expect, test } from 'vitest';
import { derive } from '../../derive.ts';
import { createExplainer } from '../../explain.ts';
import {
  ACCOUNT,
  allow,
  deny,
  linesOf,
  OTHER,
  ROOT,
  role,
  smallAccount,
  trusts,
  user,
} from '../testing/small-account.ts';

const account = { AWS: ROOT };
const other = `arn:aws:iam::${OTHER}`;

describe('sts-001', () => {
  const grants = { can: [allow('sts:AssumeRole', role('app'))] };

  test('a role that trusts its account is for those whose own policies allow it', () => {
    const roles = { app: { trust: [trusts(account)] } };
    expect(linesOf({ users: { alice: grants, bob: {} }, roles }, 'sts-001')).toEqual([
      'alice -sts-001-> app allow',
    ]);
  });

  test('a principal named by its ARN needs no policy of its own', () => {
    const roles = { app: { trust: [trusts({ AWS: user('alice') })] } };
    expect(linesOf({ users: { alice: {}, bob: grants }, roles }, 'sts-001')).toEqual([
      'alice -sts-001-> app allow',
    ]);
  });

  test('a Deny in a policy of its own stops it, and explain points there', () => {
    const roles = { app: { trust: [trusts({ AWS: user('alice') })] } };
    const source = smallAccount({ users: { alice: { can: [deny('sts:*')] } }, roles });
    const { related, blockedBy } = createExplainer(source).explain(user('alice'), role('app'));
    expect(related).toBe(false);
    expect(blockedBy[0]?.pointer).toBe('/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/0');
  });

  test('a boundary caps what the account’s trust delegates', () => {
    const roles = { app: { trust: [trusts(account)] } };
    const users = { alice: { ...grants, boundary: 'cap' } };
    expect(linesOf({ users, roles, policies: { cap: [[allow('s3:*')]] } }, 'sts-001')).toEqual([]);
  });

  test('a condition of the trust policy stays as a condition', () => {
    const rest = { Condition: { StringEquals: { 'sts:ExternalId': 'blue' } } };
    const [relation] = derive(
      smallAccount({ users: { alice: grants }, roles: { app: { trust: [trusts(account, rest)] } } }),
    ).relations.filter((each) => each.rule === 'sts-001');
    expect(relation?.verdict).toBe('conditional');
    expect(relation?.conditions.join()).toContain('blue');
  });

  test('tags of the principal decide a condition on them', () => {
    const rest = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'payments' } } };
    const roles = { app: { trust: [trusts(account, rest)] } };
    const users = {
      alice: { ...grants, tags: { team: 'payments' } },
      bob: { ...grants, tags: { team: 'web' } },
    };
    expect(linesOf({ users, roles }, 'sts-001')).toEqual(['alice -sts-001-> app allow']);
  });

  test('a policy with the name of whoever asks in it is for that user alone', () => {
    const own = allow('sts:AssumeRole', ['arn:aws:iam::111122223333:role/$', '{aws:username}'].join(''));
    const roles = { alice: { trust: [trusts(account)] }, bob: { trust: [trusts(account)] } };
    const users = { alice: { has: ['own'] }, bob: { has: ['own'] } };
    expect(linesOf({ users, roles, policies: { own: [[own]] } }, 'sts-001')).toEqual([
      'alice -sts-001-> alice allow',
      'bob -sts-001-> bob allow',
    ]);
  });

  test('another account is an entity of its own, not collected and no crown jewel', () => {
    const { entities, relations } = derive(
      smallAccount({ roles: { app: { trust: [trusts({ AWS: OTHER })] } } }),
    );
    expect(relations.filter((each) => each.rule === 'sts-001')).toMatchObject([
      {
        from: `${other}:root`,
        to: role('app'),
        verdict: 'allow',
        proof: [{ pointer: '/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0' }],
      },
    ]);
    expect(entities.find((each) => each.id === `${other}:root`)).toMatchObject({
      kind: 'aws-account',
      name: OTHER,
      collected: false,
      tier: null,
    });
  });

  test('a principal of another account turns on what was not collected there', () => {
    const [relation] = derive(
      smallAccount({ roles: { app: { trust: [trusts({ AWS: `${other}:role/ci` })] } } }),
    ).relations.filter((each) => each.rule === 'sts-001');
    expect(relation).toMatchObject({ from: `${other}:role/ci`, verdict: 'unknown' });
    expect(relation?.conditions.join()).toContain(`account ${OTHER} was not collected`);
  });

  test('across accounts both sides must allow, where both were collected', () => {
    const target = `${other}:role/target`;
    const theirs = (principal: string) => ({
      operation: 'iam:GetAccountAuthorizationDetails',
      document: {
        RoleDetailList: [
          {
            RoleName: 'target',
            Arn: target,
            Path: '/',
            AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trusts({ AWS: principal })] },
          },
        ],
      },
    });
    const users = {
      alice: { can: [allow('sts:AssumeRole', target)] },
      bob: {},
      carol: { can: [allow('*')] },
    };
    // Carol is an administrator: the edge of her account is hers.
    expect(linesOf({ users, calls: [theirs(ROOT)] }, 'sts-001')).toEqual([
      `${ACCOUNT} -sts-001-> ${target} allow`,
      `alice -sts-001-> ${target} allow`,
    ]);
    expect(linesOf({ users, calls: [theirs(user('bob'))] }, 'sts-001')).toEqual([]);
    expect(linesOf({ users, calls: [theirs(user('alice'))] }, 'sts-001')).toEqual([
      `alice -sts-001-> ${target} allow`,
    ]);
  });

  test('everyone is anyone with an AWS account, and everyone in this one', () => {
    expect(linesOf({ users: { alice: {} }, roles: { app: { trust: [trusts('*')] } } }, 'sts-001')).toEqual([
      'alice -sts-001-> app allow',
      'internet -sts-001-> app allow',
    ]);
  });

  test('everyone of one organization is conditional', () => {
    const rest = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example1234' } } };
    expect(linesOf({ roles: { app: { trust: [trusts({ AWS: '*' }, rest)] } } }, 'sts-001')).toEqual([
      'internet -sts-001-> app conditional',
    ]);
  });

  test('one session of a role is the role, under the session’s name', () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/ci/release`;
    const [relation] = derive(
      smallAccount({ roles: { app: { trust: [trusts({ AWS: session })] }, ci: {} } }),
    ).relations.filter((each) => each.rule === 'sts-001');
    expect(relation).toMatchObject({ from: role('ci'), verdict: 'conditional' });
    expect(relation?.conditions.join()).toContain('release');
  });

  test('several sessions of a role are one relation', () => {
    const sessions = ['one', 'two'].map((name) => `arn:aws:sts::${ACCOUNT}:assumed-role/ci/${name}`);
    expect(linesOf({ roles: { app: { trust: [trusts({ AWS: sessions })] }, ci: {} } }, 'sts-001')).toEqual([
      'ci -sts-001-> app conditional',
    ]);
  });

  test('the unique id of a deleted principal is a principal that was not collected', () => {
    const gone = 'AIDAY34FZKBOKMUTVV7AB';
    const { entities, relations } = derive(
      smallAccount({ roles: { app: { trust: [trusts({ AWS: gone })] } } }),
    );
    expect(relations.filter((each) => each.rule === 'sts-001')).toMatchObject([
      { from: gone, verdict: 'unknown' },
    ]);
    expect(entities.find((each) => each.id === gone)).toMatchObject({
      kind: 'aws-principal',
      collected: false,
    });
  });

  test('a service takes on the roles that trust it', () => {
    expect(
      linesOf({ roles: { app: { trust: [trusts({ Service: 'lambda.amazonaws.com' })] } } }, 'sts-001'),
    ).toEqual(['lambda.amazonaws.com -sts-001-> app allow']);
  });
});

describe('federation', () => {
  const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

  test('an OIDC provider admits under the claims that the trust policy asks for', () => {
    const rest = {
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/app:*' } },
    };
    const [relation] = derive(
      smallAccount({ roles: { app: { trust: [trusts({ Federated: provider }, rest)] } } }),
    ).relations.filter((each) => each.rule === 'aws-web-identity');
    expect(relation).toMatchObject({ from: provider, to: role('app'), verdict: 'conditional' });
    expect(relation?.conditions.join()).toContain('repo:example/app:*');
  });

  test('a SAML provider admits whom it asserts; a web identity statement is nothing to it', () => {
    const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/example`;
    const roles = {
      app: { trust: [trusts({ Federated: saml }, { Action: 'sts:AssumeRoleWithSAML' })] },
      web: { trust: [trusts({ Federated: saml }, { Action: 'sts:AssumeRoleWithWebIdentity' })] },
    };
    expect(linesOf({ roles }, 'aws-saml')).toEqual([`${saml} -aws-saml-> app conditional`]);
  });
});
