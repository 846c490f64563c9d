import { describe, expect, test } from 'vitest';
import { createExplainer } from '../../explain.ts';
import {
  allow,
  deny,
  everything,
  linesOf,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../testing/small-account.ts';
import type { StartRow } from './start-row.ts';
import { START_ROWS } from './start-rows.ts';

const pass = (service: string, target = role('app')) =>
  allow('iam:PassRole', target, { StringEquals: { 'iam:PassedToService': service } });

/** Alice has just what the row needs, for a role that trusts just the service. */
function fixture(row: StartRow, without: string | null = null): SmallAccount {
  const needs = [...row.needs, ...(row.entry?.needs.slice(0, 1) ?? [])];
  const actions = needs.map(([action]) => action).filter((action) => action !== without);
  const services = [row.service, ...(row.companion ? [row.companion] : [])];
  return {
    users: { alice: { can: [allow(actions), ...services.map((each) => pass(each))] } },
    roles: {
      app: {
        can: everything,
        trust: services.map((Service) => trusts({ Service })),
        ...(row.instanceProfile ? { profile: 'app' } : {}),
      },
    },
  };
}

const rows = START_ROWS.map((row) => [row.id, row] as const);

describe.each(rows)('%s', (id, row) => {
  const verdict = row.existing || row.there ? 'unknown' : 'allow';

  test(`runs code as the role: ${verdict}`, () => {
    expect(linesOf(fixture(row), id)).toEqual([`alice -${id}-> app ${verdict}`]);
  });

  test.each(row.needs.map(([action]) => [action]))('not without %s', (action) => {
    expect(linesOf(fixture(row, action), id)).toEqual([]);
  });

  test('not as a role that does not trust the service', () => {
    const { users, roles } = fixture(row);
    const other = { ...roles?.app, trust: [trusts({ Service: 'support.amazonaws.com' })] };
    expect(linesOf({ users: users ?? {}, roles: { app: other } }, id)).toEqual([]);
  });

  test('not where the role may be passed to other services only', () => {
    const account = fixture(row);
    const can = [allow(row.needs.map(([action]) => action)), pass('support.amazonaws.com')];
    expect(linesOf({ ...account, users: { alice: { can } } }, id)).toEqual([]);
  });
});

const lambda = { trust: [trusts({ Service: 'lambda.amazonaws.com' })] };
const makeAndCall = ['lambda:CreateFunction', 'lambda:InvokeFunction'];

test('names of functions may be limited: one that fits is enough', () => {
  const named = allow(makeAndCall, 'arn:aws:lambda:eu-central-1:*:function:team-*');
  const roles = { app: lambda };
  expect(
    linesOf({ users: { alice: { can: [named, pass('lambda.amazonaws.com')] } }, roles }, 'lambda-001'),
  ).toEqual(['alice -lambda-001-> app allow']);
  const apart = [
    allow('lambda:CreateFunction', 'arn:aws:lambda:*:111122223333:function:a-*'),
    allow('lambda:InvokeFunction', 'arn:aws:lambda:*:444455556666:function:a-*'),
  ];
  expect(
    linesOf({ users: { alice: { can: [...apart, pass('lambda.amazonaws.com')] } }, roles }, 'lambda-001'),
  ).toEqual([]);
});

test('a region that the policy asks for is one she may choose', () => {
  const can = [
    allow(makeAndCall, '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
    allow('iam:PassRole'),
  ];
  expect(linesOf({ users: { alice: { can } }, roles: { app: lambda } }, 'lambda-001')).toEqual([
    'alice -lambda-001-> app allow',
  ]);
});

test('a condition on what the role is passed for stays a condition', () => {
  const arn = { ArnLike: { 'iam:AssociatedResourceARN': 'arn:aws:lambda:*:111122223333:function:x' } };
  const can = [allow(makeAndCall), allow('iam:PassRole', '*', arn)];
  expect(linesOf({ users: { alice: { can } }, roles: { app: lambda } }, 'lambda-001')).toEqual([
    'alice -lambda-001-> app conditional',
  ]);
});

test('the trust policy may ask for the account itself; for another it admits nobody here', () => {
  const can = [allow([...makeAndCall, 'iam:PassRole'])];
  const trust = (id: string) => [
    trusts({ Service: 'lambda.amazonaws.com' }, { Condition: { StringEquals: { 'aws:SourceAccount': id } } }),
  ];
  const roles = { own: { trust: trust('111122223333') }, other: { trust: trust('444455556666') } };
  expect(linesOf({ users: { alice: { can } }, roles }, 'lambda-001')).toEqual([
    'alice -lambda-001-> own allow',
  ]);
});

test('an instance needs a profile that holds the role, or leave to make one', () => {
  const roles = { app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } };
  const can = [allow(['ec2:RunInstances', 'iam:PassRole'])];
  expect(linesOf({ users: { alice: { can } }, roles }, 'ec2-001')).toEqual([]);
  const making = [...can, allow(['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'])];
  expect(linesOf({ users: { alice: { can: making } }, roles }, 'ec2-001')).toEqual([
    'alice -ec2-001-> app allow',
  ]);
});

test('launching needs every resource that a launch names', () => {
  const roles = { app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })], profile: 'app' } };
  const can = [allow('ec2:RunInstances', 'arn:aws:ec2:*:*:instance/*'), allow('iam:PassRole')];
  expect(linesOf({ users: { alice: { can } }, roles }, 'ec2-001')).toEqual([]);
});

test('a notebook that she may not open runs her code only if something else does', () => {
  const roles = { app: { trust: [trusts({ Service: 'sagemaker.amazonaws.com' })] } };
  const can = [allow(['sagemaker:CreateNotebookInstance', 'iam:PassRole'])];
  expect(linesOf({ users: { alice: { can } }, roles }, 'sagemaker-001')).toEqual([
    'alice -sagemaker-001-> app conditional',
  ]);
});

test('tags of a role decide which may be passed', () => {
  const tagged = { StringEquals: { 'aws:ResourceTag/stage': 'dev' } };
  const can = [allow(makeAndCall), allow('iam:PassRole', '*', tagged)];
  const roles = {
    dev: { ...lambda, tags: { stage: 'dev' } },
    prod: { ...lambda, tags: { stage: 'prod' } },
    bare: lambda,
  };
  expect(linesOf({ users: { alice: { can } }, roles }, 'lambda-001')).toEqual([
    'alice -lambda-001-> dev allow',
  ]);
});

test('service-linked roles cannot be passed, and it is no news for an administrator', () => {
  const can = [allow([...makeAndCall, 'iam:PassRole'])];
  const linked = { ...lambda, path: '/aws-service-role/lambda.amazonaws.com/' };
  expect(linesOf({ users: { alice: { can } }, roles: { linked } }, 'lambda-001')).toEqual([]);
  expect(linesOf({ users: { alice: { can: everything } }, roles: { app: lambda } }, 'lambda-001')).toEqual(
    [],
  );
});

test('the surest way of a family stands for the others', () => {
  const can = [allow(['lambda:*', 'iam:PassRole'])];
  const ids = START_ROWS.filter(({ family }) => family === 'lambda').map(({ id }) => id);
  expect(linesOf({ users: { alice: { can } }, roles: { app: lambda } }, ...ids)).toEqual([
    'alice -lambda-001-> app allow',
  ]);
});

describe('explain', () => {
  const says = (account: SmallAccount, to: string) =>
    createExplainer(smallAccount(account))
      .explain(user('alice'), to)
      .blockedBy.map((each) => each.says);

  test('names the trust policy that does not admit the service', () => {
    const can = [allow([...makeAndCall, 'iam:PassRole'])];
    const roles = { app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } };
    expect(says({ users: { alice: { can } }, roles }, role('app'))[0]).toBe(
      'alice may pass app and start a function, but the trust policy of app does not admit lambda.amazonaws.com.',
    );
  });

  test('names the permission that is missing', () => {
    const can = [allow(['lambda:CreateFunction', 'iam:PassRole'])];
    expect(says({ users: { alice: { can } }, roles: { app: lambda } }, role('app'))).toContain(
      'alice may pass app to lambda.amazonaws.com, which it trusts, but is not allowed lambda:InvokeFunction.',
    );
  });

  test('names the statement that keeps the role from being passed', () => {
    const can = [allow([...makeAndCall, 'iam:PassRole']), deny('iam:PassRole', role('app'))];
    expect(says({ users: { alice: { can } }, roles: { app: lambda } }, role('app'))[0]).toMatch(
      /^Statement 2 of .* denies iam:PassRole/,
    );
  });

  test('of the account says as whom code can be run', () => {
    const can = [allow([...makeAndCall, 'iam:PassRole'])];
    expect(says({ users: { alice: { can } }, roles: { app: lambda } }, ROOT)[0]).toMatch(
      /^alice may run code as another principal \(run a new function with a role/,
    );
  });

  test('of the account says what a role that may be passed lacks', () => {
    const passing = { alice: { can: [allow('iam:PassRole')] } };
    expect(says({ users: passing, roles: { app: lambda } }, ROOT)).toContain(
      'alice may pass role app, but has no permission to start anything that would run as a role it passes.',
    );
    expect(says({ users: passing }, ROOT)).toContain(
      'alice has iam:PassRole, but on no role that was collected.',
    );
    const near = { alice: { can: [allow(['iam:PassRole', 'lambda:CreateFunction'])] } };
    expect(says({ users: near, roles: { app: lambda } }, ROOT)).toContain(
      'alice may pass app to lambda.amazonaws.com, which it trusts, but is not allowed lambda:InvokeFunction.',
    );
  });
});

test('a service that has a name of its own in China is the same service', () => {
  const service = 'ec2.amazonaws.com.cn';
  const can = [allow('ec2:RunInstances'), pass(service)];
  const app = { can: everything, profile: 'app', trust: [trusts({ Service: service })] };
  expect(linesOf({ users: { alice: { can } }, roles: { app } }, 'ec2-001')).toEqual([
    'alice -ec2-001-> app allow',
  ]);
});
