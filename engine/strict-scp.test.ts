import { expect, it } from 'vitest';
import { ACCOUNT, everything, OTHER, smallAccount, user } from '../analysis/rules/testing/small-account.ts';
import { organizationCalls, type SmallGuardrails } from '../analysis/rules/testing/small-organization.ts';
import { accountsWithScps, scpCouldDeny } from './strict-scp.ts';

const ALICE = user('alice');
const strict = (guardrails: Partial<SmallGuardrails> | 'none' | 'not asked', from = ALICE) => {
  const calls =
    guardrails === 'not asked'
      ? []
      : guardrails === 'none'
        ? [{ operation: 'organizations:DescribeOrganization', document: { Organization: null } }]
        : organizationCalls({ accounts: { [ACCOUNT]: 'root' }, ...guardrails });
  const source = smallAccount({ users: { alice: { can: everything } }, calls });
  return scpCouldDeny(from, 'administers-account', accountsWithScps(source));
};
const member = (operation: string) => operation !== 'DescribeOrganization';

it.each([
  ['organizations were not asked about', strict('not asked'), true],
  ['the account is in none', strict('none'), false],
  ['the organization was collected', strict({}), false],
  ['only a member’s credentials were there', strict({ denied: member }), true],
  [
    'it is the management account, as a member’s credentials tell',
    strict({ denied: member, management: ACCOUNT }),
    false,
  ],
  [
    'one policy that is attached could not be read',
    strict({ denied: (operation) => operation === 'DescribePolicy' }),
    true,
  ],
  ['who asks is of an account that nobody told about', strict({}, ALICE.replace(ACCOUNT, OTHER)), true],
  [
    'who asks is service-linked',
    strict('not asked', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/X`),
    false,
  ],
  ['who asks is no principal of an account', strict('not asked', 'lambda.amazonaws.com'), false],
])('whether a service control policy could deny unseen, where %s', (_where, could, expected) => {
  expect(could).toBe(expected);
});

it('what needs no call to AWS is denied by none', () => {
  expect(scpCouldDeny(ALICE, 'member-of', () => false)).toBe(false);
});
