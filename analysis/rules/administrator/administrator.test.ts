import { expect, test } from 'vitest';
import { derive } from '../../derive.ts';
import { allow, deny, linesOf, smallAccount, trusts } from '../testing/small-account.ts';

const rule = 'aws-administrator';
const is = ['alice -aws-administrator-> 111122223333 allow'];

test.each([
  ['everything', [allow('*')]],
  ['everything as service and action', [allow('*:*')]],
  ['all but billing', [{ Effect: 'Allow', NotAction: 'aws-portal:*', Resource: '*' }]],
  ['everything but one bucket', [allow('*'), deny('s3:*', 'arn:aws:s3:::vault/*')]],
  [
    'everything outside one region denied',
    [allow('*'), deny('*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } })],
  ],
])('an administrator: %s', (_, can) => {
  expect(linesOf({ users: { alice: { can } } }, rule)).toEqual(is);
});

test.each([
  ['everything but IAM', [allow('*'), deny('iam:*')]],
  ['all services but IAM', [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }]],
  ['IAM alone', [allow('iam:*')]],
  ['reading everything', [allow(['*:Get*', '*:List*', '*:Describe*'])]],
])('no administrator: %s', (_, can) => {
  expect(linesOf({ users: { alice: { can } } }, rule)).toEqual([]);
});

test('a boundary makes an administrator none', () => {
  const users = { alice: { can: [allow('*')], boundary: 'cap' } };
  expect(linesOf({ users, policies: { cap: [[allow('s3:*')]] } }, rule)).toEqual([]);
  expect(linesOf({ users, policies: { cap: [[allow('*')]] } }, rule)).toEqual(is);
});

test('an administrator only with MFA is one on that condition', () => {
  const can = [allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })];
  expect(linesOf({ users: { alice: { can } } }, rule)).toEqual([
    'alice -aws-administrator-> 111122223333 conditional',
  ]);
});

test('an administrator is a crown jewel; others are not ranked', () => {
  const { entities } = derive(smallAccount({ users: { alice: { can: [allow('*')] }, bob: {} } }));
  expect(entities.filter((each) => each.kind === 'aws-user').map((each) => [each.name, each.tier])).toEqual([
    ['alice', 0],
    ['bob', null],
  ]);
});

test('the account controls its users and roles, but not those that AWS keeps', () => {
  const roles = {
    app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
    linked: { path: '/aws-service-role/x.amazonaws.com/' },
    reserved: { path: '/aws-reserved/sso.amazonaws.com/' },
  };
  expect(linesOf({ users: { alice: {} }, roles }, 'aws-account-controls')).toEqual([
    '111122223333 -aws-account-controls-> alice allow',
    '111122223333 -aws-account-controls-> app allow',
  ]);
});
