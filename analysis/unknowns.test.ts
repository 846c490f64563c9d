import { expect, test } from 'vitest';
import { ACCOUNT, smallAccount, user } from './rules/testing/small-account.ts';
import { unknownsFor } from './unknowns.ts';

test('service control policies that were not collected are said once for an account', () => {
  const source = smallAccount({ users: { alice: {}, bob: {} } });
  const operations = unknownsFor(source, user('alice'), user('bob')).map((each) => each.operation);
  expect(operations.filter((each) => each === 'organizations:ListPolicies')).toHaveLength(1);
  expect(operations).toContain('iam:ListAccessKeys');
});

test('a refused operation is named with its reason instead of as never asked', () => {
  const source = smallAccount({
    users: { alice: {} },
    coverage: [
      {
        source: 'aws:test',
        operation: 'iam:ListAccessKeys',
        region: null,
        status: 'denied',
        reason: 'AccessDenied',
        items: 0,
        calls: 1,
        kinds: ['authenticates-as'],
      },
    ],
  });
  const gaps = unknownsFor(source).filter((each) => each.operation === 'iam:ListAccessKeys');
  expect(gaps).toEqual([
    {
      source: 'aws:test',
      operation: 'iam:ListAccessKeys',
      reason: 'AccessDenied',
      kinds: ['authenticates-as'],
    },
  ]);
});

test('a policy that is attached and was not collected is a gap', () => {
  const source = smallAccount({ users: { alice: { has: ['elsewhere'] } } });
  expect(
    unknownsFor(source)
      .map((each) => each.reason)
      .join(),
  ).toContain(`arn:aws:iam::${ACCOUNT}:policy/elsewhere`);
});
