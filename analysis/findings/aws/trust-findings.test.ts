import { describe, expect, test } from 'vitest';
import { ACCOUNT, allow, everything, OTHER, ROOT, role, trusts } from '../../rules/testing/small-account.ts';
import { found, lines } from '../testing/found.ts';

const other = `arn:aws:iam::${OTHER}`;
const issuer = 'token.actions.githubusercontent.com';
const oidc = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` };
const web = (condition: Record<string, string> | null) => ({
  Effect: 'Allow',
  Principal: oidc,
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(condition ? { Condition: { StringEquals: condition } } : {}),
});

describe('aws-external-account-without-external-id', () => {
  const rule = 'aws-external-account-without-external-id';

  test('an outside account is a finding, worse where the role administers', () => {
    const roles = {
      vendor: { trust: [trusts({ AWS: `${other}:root` })] },
      master: { trust: [trusts({ AWS: OTHER })], can: everything },
      one: { trust: [trusts({ AWS: `${other}:role/scanner` })] },
    };
    expect(lines(rule, { roles })).toEqual(['high master', 'medium vendor', 'low one']);
    expect(found(rule, { roles })[1]?.proof[0]?.pointer).toBe(
      '/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0',
    );
  });

  test('with an external id, for an organization, or within what was collected it is none', () => {
    const tied = (key: string) =>
      trusts({ AWS: `${other}:root` }, { Condition: { StringEquals: { [key]: 'x' } } });
    const roles = {
      a: { trust: [tied('sts:ExternalId')] },
      b: { trust: [tied('aws:PrincipalOrgID')] },
      c: { trust: [trusts({ AWS: ROOT })] },
      OrganizationAccountAccessRole: { trust: [trusts({ AWS: `${other}:root` })] },
    };
    expect(lines(rule, { roles })).toEqual([]);
  });
});

describe('aws-role-open-to-outside-account', () => {
  test('names the account once for each role, whatever the conditions', () => {
    const condition = { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } };
    const roles = {
      vendor: { trust: [trusts({ AWS: [`${other}:root`, `${other}:role/a`] }, condition)] },
      home: { trust: [trusts({ AWS: ROOT })] },
    };
    expect(lines('aws-role-open-to-outside-account', { roles })).toEqual(['low vendor']);
  });
});

describe('trust in an OIDC issuer', () => {
  test('without a subject, or without an audience, is a finding each', () => {
    const roles = {
      nothing: { trust: [web(null)] },
      audience: { trust: [web({ [`${issuer}:aud`]: 'sts.amazonaws.com' })] },
      subject: { trust: [web({ [`${issuer}:sub`]: 'repo:larkfield-example/web-shop:ref:refs/heads/main' })] },
    };
    expect(lines('aws-oidc-without-subject', { roles })).toEqual(['high audience', 'high nothing']);
    expect(lines('aws-oidc-without-audience', { roles })).toEqual(['medium nothing', 'medium subject']);
  });

  test('with both is none, whatever the case of the keys', () => {
    const both = { [`${issuer}:SUB`]: 'x', [`${issuer}:Aud`]: 'y' };
    const roles = { good: { trust: [web(both)] } };
    expect(lines('aws-oidc-without-subject', { roles })).toEqual([]);
    expect(lines('aws-oidc-without-audience', { roles })).toEqual([]);
  });
});

describe('aws-trust-in-deleted-principal', () => {
  const rule = 'aws-trust-in-deleted-principal';

  test('tells the account that the id carries', () => {
    const [finding] = found(rule, { roles: { app: { trust: [trusts({ AWS: 'AIDAY34FZKBOKMUTVV7AB' })] } } });
    expect(finding).toMatchObject({
      entity: role('app'),
      title: 'Role app trusts a deleted user of account 609629065308',
      attributes: { account: '609629065308' },
    });
  });

  test('a name is not deleted', () => {
    expect(lines(rule, { roles: { app: { trust: [trusts({ AWS: role('gone') })] } } })).toEqual([]);
  });
});

describe('aws-confused-deputy-role', () => {
  const rule = 'aws-confused-deputy-role';
  const service = (name: string, rest = {}) => trusts({ Service: `${name}.amazonaws.com` }, rest);

  test('a service that works for others is asked for whom', () => {
    const tied = { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } };
    const roles = {
      trail: { trust: [service('cloudtrail')] },
      tied: { trust: [service('cloudtrail', tied)] },
      fn: { trust: [service('lambda')] },
    };
    expect(lines(rule, { roles })).toEqual(['low trail']);
  });
});

describe('aws-role-unused', () => {
  const rule = 'aws-role-unused';
  const detail = (name: string, used: Record<string, string> | undefined) => ({
    RoleName: name,
    Arn: role(name),
    Path: '/',
    CreateDate: '2026-01-01T00:00:00Z',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trusts({ AWS: ROOT })] },
    ...(used ? { RoleLastUsed: used } : {}),
  });
  const account = (name: string, used: Record<string, string> | undefined) => ({
    roles: {},
    startedAt: '2026-11-22T12:00:00.000Z',
    calls: [
      { operation: 'iam:GetAccountAuthorizationDetails', document: { RoleDetailList: [detail(name, used)] } },
    ],
  });

  test('is a role used long ago, or never; measured to the time of the snapshot', () => {
    expect(found(rule, account('long', { LastUsedDate: '2026-06-01T00:00:00Z' }))).toMatchObject([
      { entity: role('long'), attributes: { days: 174 } },
    ]);
    expect(lines(rule, account('never', {}))).toEqual(['low never']);
  });

  test('is none where it was used lately, nor where the dump does not tell', () => {
    expect(lines(rule, account('fresh', { LastUsedDate: '2026-11-01T00:00:00Z' }))).toEqual([]);
    expect(lines(rule, account('untold', undefined))).toEqual([]);
  });
});

test('a principal that can make itself an administrator is one finding with its ways', () => {
  const users = {
    alice: { can: [allow(['iam:AttachUserPolicy', 'iam:PutUserPolicy'])] },
    bob: { can: [allow('s3:GetObject')] },
    root: { can: everything },
  };
  const roles = { linked: { path: '/aws-service-role/x.amazonaws.com/', can: [allow('iam:PutRolePolicy')] } };
  const findings = found('aws-makes-itself-administrator', { users, roles });
  expect(findings).toMatchObject([{ severity: 'high', attributes: { rules: ['iam-007', 'iam-008'] } }]);
});
