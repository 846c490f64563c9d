import { expect, test } from 'vitest';
import { ACCOUNT, keysOf, linesOf, passwordOf, user } from '../testing/small-account.ts';

const KEY = 'AKIA222222222EXAMPL2';

test('an active key authenticates as its user; an inactive one does not', () => {
  const active = keysOf('alice', KEY);
  const inactive = {
    ...active,
    document: JSON.parse(JSON.stringify(active.document).replace('Active', 'Inactive')),
  };
  expect(linesOf({ users: { alice: {} }, calls: [active] }, 'aws-access-key')).toEqual([
    `${KEY} -aws-access-key-> alice allow`,
  ]);
  expect(linesOf({ users: { alice: {} }, calls: [inactive] }, 'aws-access-key')).toEqual([]);
});

test('a key of the root user authenticates as the account', () => {
  const report = {
    operation: 'iam:GetCredentialReport',
    document: { Content: `user,arn,access_key_1_active\n<root_account>,arn:aws:iam::${ACCOUNT}:root,true` },
  };
  expect(linesOf({ users: { alice: {} }, calls: [report] }, 'aws-root-access-key')).toEqual([
    `arn:aws:iam::${ACCOUNT}:root/access-key/1 -aws-root-access-key-> ${ACCOUNT} allow`,
  ]);
});

test('a password authenticates as its user, where there is one', () => {
  expect(
    linesOf({ users: { alice: {} }, calls: [passwordOf('alice', true)] }, 'aws-login-profile'),
  ).toHaveLength(1);
  expect(linesOf({ users: { alice: {} }, calls: [passwordOf('alice', false)] }, 'aws-login-profile')).toEqual(
    [],
  );
});

test('membership leads to the group of the same account', () => {
  const account = { users: { alice: { groups: ['team', 'gone'] } }, groups: { team: {} } };
  expect(linesOf(account, 'aws-group-membership')).toEqual(['alice -aws-group-membership-> team allow']);
  expect(user('alice')).toContain(ACCOUNT);
});
