import { describe, expect, test } from 'vitest';
import { derive } from '../../derive.ts';
import { ACCOUNT, allow, deny, everything, linesOf, smallAccount } from '../testing/small-account.ts';

const ALL = [
  'sso:CreatePermissionSet',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:CreateAccountAssignment',
  'sso:PutInlinePolicyToPermissionSet',
];
const RULES = ['sso-001', 'sso-002', 'sso-003'];

describe('permission sets of IAM Identity Center', () => {
  test('may lead to an administrator, which is unknown and names what to collect', () => {
    const users = { alice: { can: [allow(ALL)] } };
    expect(linesOf({ users }, ...RULES)).toEqual(RULES.map((id) => `alice -${id}-> ${ACCOUNT} unknown`));
    const found = derive(smallAccount({ users })).relations.filter(({ rule }) => RULES.includes(rule));
    for (const { conditions } of found) expect(conditions.join()).toMatch(/sso:List\w+ was not collected/);
  });

  test('need every permission of the technique, on what it acts on', () => {
    for (const missing of ALL.slice(0, 3)) {
      const can = [allow(ALL.slice(0, 3).filter((action) => action !== missing))];
      expect(linesOf({ users: { alice: { can } } }, 'sso-001')).toEqual([]);
    }
    const elsewhere = [allow(ALL, 'arn:aws:sso:::managedApplicationInstance/*')];
    expect(linesOf({ users: { alice: { can: elsewhere } } }, ...RULES)).toEqual([]);
    const named = [
      allow(ALL, ['arn:aws:sso:::instance/ssoins-1', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1']),
    ];
    expect(linesOf({ users: { alice: { can: named } } }, ...RULES)).toEqual([
      `alice -sso-002-> ${ACCOUNT} unknown`,
      `alice -sso-003-> ${ACCOUNT} unknown`,
    ]);
    expect(linesOf({ users: { alice: { can: [allow(ALL), deny('sso:*')] } } }, ...RULES)).toEqual([]);
  });

  test('are no news of who is an administrator anyhow', () => {
    expect(linesOf({ users: { alice: { can: everything } } }, ...RULES)).toEqual([]);
  });
});
