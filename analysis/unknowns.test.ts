import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../schema/json.ts';
import {
  ACCOUNT,
  allow,
  keysOf,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from './rules/testing/small-account.ts';
import { unknownsFor } from './unknowns.ts';

test('service control policies that were not collected are said once for an account', () => {
  const source = smallAccount({ users: { alice: {}, bob: {} } });
  const operations = unknownsFor(source, user('alice'), user('bob')).map((each) => each.operation);
  expect(operations).toEqual(['organizations:ListPolicies']);
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

describe('only gaps that could change the answer asked for', () => {
  const BUCKET = 'arn:aws:s3:::example-data';
  const KEY = 'AKIA222222222EXAMPL2';
  const operations = (account: SmallAccount, from: string | null, to: string | null) =>
    unknownsFor(smallAccount(account), from, to).map((each) => each.operation);
  const keys = ['iam:ListAccessKeys', 'iam:GetLoginProfile'];

  test('keys and passwords matter to who may make them, and to nobody who acts as itself alone', () => {
    const users = {
      alice: { can: [allow('iam:PutUserPolicy')] },
      bob: { can: [allow('iam:CreateAccessKey')] },
    };
    expect(operations({ users }, user('alice'), ROOT)).toEqual(['organizations:ListPolicies']);
    expect(operations({ users }, user('bob'), ROOT)).toEqual([
      'organizations:ListPolicies',
      'lambda:ListFunctions',
      ...keys,
      'ecr:DescribeRepositories',
    ]);
  });

  test('they matter to who may act as someone else first', () => {
    const roles = { app: { trust: [trusts({ AWS: user('alice') })] } };
    expect(operations({ users: { alice: {} }, roles }, user('alice'), ROOT)).toEqual([
      'organizations:ListPolicies',
      'lambda:ListFunctions',
      ...keys,
      'ecr:DescribeRepositories',
    ]);
  });

  test('the account’s public access block matters to anyone at all, and to none of its principals', () => {
    const account = { users: { alice: { can: [allow('s3:*')] } }, calls: [] };
    const block = 's3control:GetPublicAccessBlock';
    expect(operations(account, 'internet', BUCKET)).toContain(block);
    expect(operations(account, user('alice'), BUCKET)).not.toContain(block);
  });

  test('workloads matter to who may hand a role to one, or get into one', () => {
    const users = { alice: { can: [allow('ssm:SendCommand')] }, bob: { can: [allow('s3:*')] } };
    expect(operations({ users }, user('alice'), ROOT)).toContain('lambda:ListFunctions');
    expect(operations({ users }, user('bob'), ROOT)).not.toContain('lambda:ListFunctions');
  });

  test('whose a key is matters to a question about a key', () => {
    const found = unknownsFor(smallAccount({ users: { alice: {} } }), KEY, ROOT);
    expect(found.find((each) => each.operation === 'iam:ListAccessKeys')?.kinds).toContain(
      'authenticates-as',
    );
  });

  test('a key that is known is asked about as its owner', () => {
    const account = { users: { alice: {} }, calls: [keysOf('alice', KEY)] };
    expect(operations(account, KEY, ROOT)).toEqual(operations(account, user('alice'), ROOT));
    expect(operations(account, KEY, ROOT)).toEqual(['organizations:ListPolicies']);
  });

  test('kinds of relation that cannot stand between the ends are not named', () => {
    const users = { bob: { can: [allow('iam:CreateAccessKey')] } };
    const kinds = unknownsFor(smallAccount({ users }), user('bob'), ROOT).flatMap((each) => each.kinds);
    expect(kinds).not.toContain('authenticates-as');
    expect(kinds.filter((kind) => /read|write|decrypt/.test(kind))).toEqual([]);
  });

  test('a bucket is no matter of secrets or tables, but of keys unless it is known to need none', () => {
    const users = { alice: {} };
    const listed = { operation: 's3:ListBuckets', document: { Buckets: [{ Name: 'example-data' }] } };
    const plain = {
      operation: 's3:GetBucketEncryption',
      parameters: { Bucket: 'example-data' },
      document: { ServerSideEncryptionConfiguration: { Rules: [] } },
    };
    const asked = operations({ users, calls: [listed] }, user('alice'), BUCKET);
    expect(asked.filter((each) => /^(secretsmanager|dynamodb|ssm):/.test(each))).toEqual([]);
    expect(asked).toContain('kms:ListKeys');
    expect(operations({ users, calls: [listed, plain] }, user('alice'), BUCKET)).not.toContain(
      'kms:ListKeys',
    );
  });

  test('of everything, everything is said', () => {
    const all = operations({ users: { alice: {} } }, null, null);
    for (const service of ['organizations', 'iam', 's3', 'secretsmanager', 'kms', 'dynamodb', 'ssm'])
      expect(all.some((each) => each.startsWith(`${service}:`))).toBe(true);
  });

  test('a gap that hides no relation is never said', () => {
    const gap = (operation: string, kinds: readonly 'can-assume'[]) => ({
      source: 'aws:test',
      operation,
      region: null,
      status: 'unsupported' as const,
      reason: 'not read',
      items: 0,
      calls: 0,
      kinds,
    });
    const coverage = [gap('file:other.json', []), gap('iam:ListSAMLProviders', ['can-assume'])];
    const account = { users: { alice: {} }, roles: { app: {} }, coverage };
    expect(operations(account, null, null)).not.toContain('file:other.json');
    expect(operations(account, null, role('app'))).toContain('iam:ListSAMLProviders');
    expect(operations(account, user('alice'), role('app'))).not.toContain('iam:ListSAMLProviders');
  });
});

describe('roles that certificates obtain', () => {
  const service = (name: string) => ({ trust: [trusts({ Service: `${name}.amazonaws.com` })] });
  const gaps = (account: SmallAccount, from: string | null) =>
    unknownsFor(smallAccount(account), from, null).filter(({ operation }) =>
      /^rolesanywhere:/.test(operation),
    );

  test('are a gap where there are some, for whoever is no principal already', () => {
    const account = {
      users: { alice: {} },
      roles: { edge: service('rolesanywhere'), app: service('lambda') },
    };
    expect(gaps(account, null)).toMatchObject([
      { kinds: ['can-assume'], reason: expect.stringContaining('edge') },
    ]);
    expect(gaps(account, user('alice'))).toEqual([]);
  });

  test('are none where no role trusts the service', () => {
    expect(gaps({ users: { alice: {} }, roles: { app: service('lambda') } }, null)).toEqual([]);
  });
});

describe('workloads that were not listed', () => {
  const gap = (account: SmallAccount) =>
    unknownsFor(smallAccount(account)).filter(({ kinds }) => kinds.includes('runs-as'));
  const listed = (operation: string) => ({ operation, document: {} });
  const all = [
    'lambda:ListFunctions',
    'ec2:DescribeInstances',
    'ecs:ListTaskDefinitions',
    'codebuild:ListProjects',
    'cloudformation:DescribeStacks',
    'glue:GetDevEndpoints',
    'glue:GetJobs',
    'states:ListStateMachines',
    'apprunner:ListServices',
    'batch:DescribeJobDefinitions',
    'ec2:DescribeLaunchTemplates',
    'autoscaling:DescribeAutoScalingGroups',
    'eks:ListNodegroups',
    'sagemaker:ListNotebookInstances',
  ];

  test('are one gap of the account, which names every listing', () => {
    const [found, ...others] = gap({ users: { alice: {} } });
    expect(others).toEqual([]);
    expect(found?.operation).toBe('lambda:ListFunctions');
    for (const operation of all) expect(found?.reason).toContain(operation);
  });

  test('are no gap where all were, and name only those that are missing', () => {
    expect(gap({ users: { alice: {} }, calls: all.map(listed) })).toEqual([]);
    const [found] = gap({ users: { alice: {} }, calls: all.slice(0, -1).map(listed) });
    expect(found?.reason).toMatch(/\(sagemaker:ListNotebookInstances\)\.$/);
  });
});

describe('access policies of clusters', () => {
  const ARN = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
  const call = (operation: string, document: JsonObject, parameters: JsonObject = {}) => ({
    operation: `eks:${operation}`,
    document,
    parameters: { clusterName: 'prod', ...parameters },
    region: 'eu-central-1',
  });
  const gaps = (policyName: string) => {
    const principalArn = role('ops');
    const calls = [
      call('DescribeCluster', { cluster: { name: 'prod', arn: ARN } }),
      call('ListAccessEntries', { accessEntries: [principalArn] }),
      call(
        'DescribeAccessEntry',
        { accessEntry: { clusterName: 'prod', principalArn, username: 'ops' } },
        { principalArn },
      ),
      call(
        'ListAssociatedAccessPolicies',
        {
          clusterName: 'prod',
          principalArn,
          associatedAccessPolicies: [
            {
              policyArn: `arn:aws:eks::aws:cluster-access-policy/${policyName}`,
              accessScope: { type: 'cluster' },
            },
          ],
        },
        { principalArn },
      ),
    ];
    return unknownsFor(smallAccount({ roles: { ops: {} }, calls })).filter(
      ({ operation }) => operation === 'eks:ListAssociatedAccessPolicies',
    );
  };

  test('whose rules are not known are a gap, with the entry that has them', () => {
    expect(gaps('AmazonEKSViewPolicy')).toEqual([]);
    const [gap, ...others] = gaps('AmazonEKSOfTomorrowPolicy');
    expect(others).toEqual([]);
    expect(gap?.reason).toContain(`AmazonEKSOfTomorrowPolicy of ${role('ops')} in prod`);
  });
});
