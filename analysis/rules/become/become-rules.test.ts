import { expect, test } from 'vitest';
import { createExplainer } from '../../explain.ts';
import {
  allow,
  deny,
  keysOf,
  linesOf,
  passwordOf,
  ROOT,
  role,
  smallAccount,
  trusts,
  user,
} from '../testing/small-account.ts';

const KEYS = ['AKIA222222222EXAMPL2', 'AKIA222222222EXAMPL3'] as const;
const may = (...actions: string[]) => ({ alice: { can: [allow(actions, user('b*'))] }, bob: {} });

test('iam-002 turns on how many keys the user has', () => {
  const users = may('iam:CreateAccessKey');
  expect(linesOf({ users }, 'iam-002')).toEqual(['alice -iam-002-> bob unknown']);
  expect(linesOf({ users, calls: [keysOf('bob')] }, 'iam-002')).toEqual(['alice -iam-002-> bob allow']);
  expect(linesOf({ users, calls: [keysOf('bob', KEYS[0])] }, 'iam-002')).toEqual([
    'alice -iam-002-> bob allow',
  ]);
  expect(linesOf({ users, calls: [keysOf('bob', ...KEYS)] }, 'iam-002')).toEqual([]);
});

test('iam-002: a user who may make keys only for itself becomes nobody', () => {
  const own = allow('iam:CreateAccessKey', ['arn:aws:iam::*:user/$', '{aws:username}'].join(''));
  expect(linesOf({ users: { alice: { can: [own] }, bob: {} } }, 'iam-002')).toEqual([]);
});

test('iam-002: explain names the two keys', () => {
  const source = smallAccount({ users: may('iam:CreateAccessKey'), calls: [keysOf('bob', ...KEYS)] });
  const { related, blockedBy } = createExplainer(source).explain(user('alice'), user('bob'));
  expect(related).toBe(false);
  expect(blockedBy[0]).toMatchObject({
    pointer: '/AccessKeyMetadata',
    says: 'bob already has two access keys.',
  });
});

test('iam-003 needs no room where a key may be deleted', () => {
  const calls = [keysOf('bob', ...KEYS)];
  expect(linesOf({ users: may('iam:CreateAccessKey', 'iam:DeleteAccessKey'), calls }, 'iam-003')).toEqual([
    'alice -iam-003-> bob allow',
  ]);
  expect(linesOf({ users: may('iam:CreateAccessKey'), calls }, 'iam-003')).toEqual([]);
});

test('iam-004 turns on there being no password', () => {
  const users = may('iam:CreateLoginProfile');
  expect(linesOf({ users }, 'iam-004')).toEqual(['alice -iam-004-> bob unknown']);
  expect(linesOf({ users, calls: [passwordOf('bob', false)] }, 'iam-004')).toEqual([
    'alice -iam-004-> bob allow',
  ]);
  expect(linesOf({ users, calls: [passwordOf('bob', true)] }, 'iam-004')).toEqual([]);
});

test('iam-006 turns on there being a password, and on the second factor', () => {
  const users = may('iam:UpdateLoginProfile');
  const mfa = {
    operation: 'iam:ListMFADevices',
    parameters: { UserName: 'bob' },
    document: { MFADevices: [{ UserName: 'bob', SerialNumber: 'arn:aws:iam::111122223333:mfa/bob' }] },
  };
  expect(linesOf({ users, calls: [passwordOf('bob', true)] }, 'iam-006')).toEqual([
    'alice -iam-006-> bob allow',
  ]);
  expect(linesOf({ users, calls: [passwordOf('bob', true), mfa] }, 'iam-006')).toEqual([
    'alice -iam-006-> bob conditional',
  ]);
  expect(linesOf({ users, calls: [passwordOf('bob', false)] }, 'iam-006')).toEqual([]);
});

test('iam-012 needs no sts:AssumeRole of its own in the account, unless that is denied', () => {
  const roles = { app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } };
  const update = allow('iam:UpdateAssumeRolePolicy');
  expect(linesOf({ users: { alice: { can: [update] } }, roles }, 'iam-012')).toEqual([
    'alice -iam-012-> app allow',
  ]);
  expect(
    linesOf({ users: { alice: { can: [update], also: [deny('sts:AssumeRole')] } }, roles }, 'iam-012'),
  ).toEqual([]);
});

test('iam-012: the boundary of a role caps what a trust policy that names it grants', () => {
  const roles = {
    app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
    deploy: { can: [allow(['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'], role('app'))], boundary: 'cap' },
  };
  const policies = { cap: [[allow('iam:UpdateAssumeRolePolicy')]] };
  expect(linesOf({ roles, policies }, 'iam-012')).toEqual([]);
});

test('iam-012 is not for service-linked roles, and not for oneself', () => {
  const roles = {
    linked: { path: '/aws-service-role/x.amazonaws.com/', trust: [] },
    deploy: { can: [allow('iam:UpdateAssumeRolePolicy')] },
  };
  expect(linesOf({ roles }, 'iam-012')).toEqual([]);
});

test('who escalates by itself needs nobody’s keys', () => {
  const users = { alice: { can: [allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'])] }, bob: {} };
  expect(linesOf({ users, calls: [keysOf('bob')] }, 'iam-002', 'iam-007')).toEqual([
    'alice -iam-007-> 111122223333 allow',
  ]);
});

test('iam-013-assume: a group opens the roles that its members may assume, and no others', () => {
  const groups = { operators: { can: [allow('sts:AssumeRole', role('operate'))] } };
  const roles = {
    operate: { can: [allow('s3:*')], trust: [trusts({ AWS: ROOT })] },
    elsewhere: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
  };
  const joins = { can: [allow('iam:AddUserToGroup')] };
  expect(linesOf({ users: { alice: joins }, groups, roles }, 'iam-013-assume')).toEqual([
    'alice -iam-013-assume-> operate allow',
  ]);
  const member = { ...joins, groups: ['operators'] };
  expect(linesOf({ users: { alice: member }, groups, roles }, 'iam-013-assume')).toEqual([]);
  const denied = { ...joins, also: [deny('sts:AssumeRole')] };
  expect(linesOf({ users: { alice: denied }, groups, roles }, 'iam-013-assume')).toEqual([]);
});
