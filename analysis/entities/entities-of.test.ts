import { describe, expect, test } from 'vitest';
import { derive } from '../derive.ts';
import {
  ACCOUNT,
  allow,
  OTHER,
  ROOT,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../rules/testing/small-account.ts';

const entity = (account: SmallAccount, id: string) =>
  derive(smallAccount(account)).entities.find((each) => each.id === id);

describe('tiers', () => {
  const secret = (name: string, ...tags: [string, string][]) => ({
    operation: 'secretsmanager:ListSecrets',
    region: 'us-east-1',
    document: {
      SecretList: [
        {
          Name: name,
          ARN: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}`,
          Tags: tags.map(([Key, Value]) => ({ Key, Value })),
        },
      ],
    },
  });
  const tierOf = (...tags: [string, string][]) =>
    entity({ calls: [secret('db', ...tags)] }, `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:db`)?.tier;

  test.each([
    ['data-classification', 'restricted'],
    ['Classification', 'PII'],
    ['tier', '0'],
    ['sensitivity', 'Critical'],
    ['crown-jewel', 'true'],
  ])('a tag %s=%s makes a crown jewel', (key, value) => {
    expect(tierOf([key, value])).toBe(0);
  });

  test('other tags, and none, leave what holds data in tier 1', () => {
    expect(tierOf()).toBe(1);
    expect(tierOf(['team', 'secret'], ['classification', 'public'], ['crown-jewel', 'false'])).toBe(1);
  });

  test('only secure parameters hold data worth a tier', () => {
    const parameters = {
      operation: 'ssm:DescribeParameters',
      region: 'us-east-1',
      document: {
        Parameters: [
          { Name: 'open', Type: 'String' },
          { Name: 'shut', Type: 'SecureString' },
        ],
      },
    };
    const tier = (name: string) =>
      entity({ calls: [parameters] }, `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/${name}`)?.tier;
    expect([tier('open'), tier('shut')]).toEqual([2, 1]);
  });

  test('the account collected is a crown jewel', () => {
    expect(entity({ users: { alice: {} } }, ROOT)).toMatchObject({ tier: 0, name: ACCOUNT, collected: true });
  });
});

test('a user shows what people ask about it, and nothing that was not collected', () => {
  const alice = entity(
    { users: { alice: { can: [allow('s3:*')], has: ['work'], tags: { team: 'web' } } } },
    user('alice'),
  );
  expect(alice?.attributes).toMatchObject({
    account: ACCOUNT,
    policies: ['work'],
    inlinePolicies: ['own'],
    'tag:team': 'web',
    consolePassword: 'unknown',
  });
  expect(alice?.attributes).not.toHaveProperty('accessKeys');
  expect(alice?.attributes).not.toHaveProperty('mfa');
});

test('what only a policy mentions is an entity of the right kind, not collected', () => {
  const named: [object, string, string][] = [
    [{ AWS: OTHER }, `arn:aws:iam::${OTHER}:root`, 'aws-account'],
    [{ AWS: `arn:aws:iam::${OTHER}:role/ci` }, `arn:aws:iam::${OTHER}:role/ci`, 'aws-principal'],
    [
      { AWS: `arn:aws:sts::${OTHER}:assumed-role/ci/one` },
      `arn:aws:sts::${OTHER}:assumed-role/ci/one`,
      'aws-role-session',
    ],
    [{ Service: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com', 'aws-service'],
    [{ AWS: '*' }, 'internet', 'internet'],
  ];
  for (const [principal, id, kind] of named) {
    const found = entity({ roles: { app: { trust: [trusts({ ...principal })] } } }, id);
    expect(found).toMatchObject({ kind, collected: false, evidence: null });
  }
});
