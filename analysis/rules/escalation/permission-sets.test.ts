import { describe, expect, test } from 'vitest';
import { derive } from '../../derive.ts';
import { buildEstates, readFacts } from '../../estates.ts';
import { awsUnknowns } from '../../unknowns/aws-unknowns.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  linesOf,
  ROOT,
  type SmallAccount,
  smallAccount,
  user,
} from '../testing/small-account.ts';

const ALL = [
  'sso:CreatePermissionSet',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:CreateAccountAssignment',
  'sso:PutInlinePolicyToPermissionSet',
];
const RULES = ['sso-001', 'sso-002', 'sso-003'];

/** What Identity Center makes of a permission set that is assigned in the account. */
const roles = {
  AWSReservedSSO_reader: { path: '/aws-reserved/sso.amazonaws.com/', can: [allow('s3:GetObject')] },
};

describe('permission sets of IAM Identity Center', () => {
  test('may lead to an administrator, which is unknown and names what to collect', () => {
    const users = { alice: { can: [allow(ALL)] } };
    expect(linesOf({ users, roles }, ...RULES)).toEqual(
      RULES.map((id) => `alice -${id}-> ${ACCOUNT} unknown`),
    );
    const found = derive(smallAccount({ users, roles })).relations.filter(({ rule }) => RULES.includes(rule));
    for (const { conditions } of found) expect(conditions.join()).toMatch(/sso:List\w+ was not collected/);
  });

  test('need every permission of the technique, on what it acts on', () => {
    for (const missing of ALL.slice(0, 3)) {
      const can = [allow(ALL.slice(0, 3).filter((action) => action !== missing))];
      expect(linesOf({ users: { alice: { can } }, roles }, 'sso-001')).toEqual([]);
    }
    const elsewhere = [allow(ALL, 'arn:aws:sso:::managedApplicationInstance/*')];
    expect(linesOf({ users: { alice: { can: elsewhere } }, roles }, ...RULES)).toEqual([]);
    const named = [
      allow(ALL, ['arn:aws:sso:::instance/ssoins-1', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1']),
    ];
    expect(linesOf({ users: { alice: { can: named } }, roles }, ...RULES)).toEqual([
      `alice -sso-002-> ${ACCOUNT} unknown`,
      `alice -sso-003-> ${ACCOUNT} unknown`,
    ]);
    expect(linesOf({ users: { alice: { can: [allow(ALL), deny('sso:*')] } }, roles }, ...RULES)).toEqual([]);
  });

  test('are none where no role of one is in the account, which is a gap for whoever could change them', () => {
    const users = { alice: { can: [allow(ALL)] }, bob: { can: [allow('s3:*')] } };
    expect(linesOf({ users }, ...RULES)).toEqual([]);
    const gaps = (from: string, account: SmallAccount) => {
      const estates = buildEstates(readFacts(smallAccount(account)));
      return awsUnknowns(estates.aws, { from, to: ROOT }).filter(({ operation }) => /^sso:/.test(operation));
    };
    expect(gaps(user('alice'), { users })).toMatchObject([{ kinds: ['can-escalate-to'] }]);
    expect(gaps(user('bob'), { users })).toEqual([]);
    expect(gaps(user('alice'), { users, roles })).toEqual([]);
  });

  test('are no news of who is an administrator anyhow', () => {
    expect(linesOf({ users: { alice: { can: everything } }, roles }, ...RULES)).toEqual([]);
  });
});
