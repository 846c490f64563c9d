import { describe, expect, test } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import { derive } from '../../derive.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import {
  ACCOUNT,
  allow,
  everything,
  linesOf,
  ROOT,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
} from '../testing/small-account.ts';
import { UNSEEN_ROWS } from './unseen-rows.ts';

const call = (operation: string, document: Json): MemoryCall => ({
  operation,
  document,
  region: 'us-east-1',
});
const service = (name: string) => ({
  can: everything,
  trust: [trusts({ Service: `${name}.amazonaws.com` })],
});
const alice = (...actions: string[]) => ({ alice: { can: [allow(actions)] } });

describe.each(UNSEEN_ROWS.map((row) => [row.id, row] as const))('%s', (id, row) => {
  const actions = row.needs.map(([action]) => action);
  const roles = {
    app: { can: everything, trust: [trusts({ Service: row.service })] },
    other: service('support'),
  };

  test('is unknown for roles that trust the service, and names the listing', () => {
    const found = derive(smallAccount({ users: alice(...actions), roles })).relations.filter(
      (each) => each.rule === id,
    );
    expect(found).toMatchObject([{ kind: 'can-run-as', to: role('app'), verdict: 'unknown' }]);
    expect(found[0]?.conditions.join()).toContain(`${row.listing} was not collected`);
  });

  test.each(actions.map((action) => [action]))('not without %s', (action) => {
    const rest = actions.filter((each) => each !== action);
    expect(linesOf({ users: alice('sts:GetCallerIdentity', ...rest), roles }, id)).toEqual([]);
  });
});

describe('stack sets', () => {
  const needs = ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'];
  const roles = {
    administration: {
      can: [allow('sts:AssumeRole', role('execution'))],
      trust: [trusts({ Service: 'cloudformation.amazonaws.com' })],
    },
    execution: { can: everything, trust: [trusts({ AWS: role('administration') })] },
    other: { can: everything, trust: [trusts({ AWS: role('execution') })] },
  };

  test('a new one acts as the execution role that its administration role may assume', () => {
    expect(linesOf({ users: alice('iam:PassRole', ...needs), roles }, 'cloudformation-003')).toEqual([
      'alice -cloudformation-003-> execution allow',
    ]);
  });

  test('not where the administration role may not assume it, or may not be passed', () => {
    const account = [trusts({ AWS: ROOT })];
    const delegated = { ...roles, execution: { can: everything, trust: account } };
    const users = alice('iam:PassRole', ...needs);
    expect(linesOf({ users, roles: delegated }, 'cloudformation-003')).toEqual([
      'alice -cloudformation-003-> execution allow',
    ]);
    const bare = { ...delegated, administration: { ...roles.administration, can: [] } };
    expect(linesOf({ users, roles: bare }, 'cloudformation-003')).toEqual([]);
    const passing = { alice: { can: [allow(needs), allow('iam:PassRole', role('execution'))] } };
    expect(linesOf({ users: passing, roles }, 'cloudformation-003')).toEqual([]);
    expect(
      linesOf({ users: alice('iam:PassRole', needs[0] as string), roles }, 'cloudformation-003'),
    ).toEqual([]);
  });

  test('changing one turns on there being one', () => {
    const users = alice('iam:PassRole', 'cloudformation:UpdateStackSet');
    expect(linesOf({ users, roles }, 'cloudformation-004')).toEqual([
      'alice -cloudformation-004-> execution unknown',
    ]);
    expect(linesOf({ users: alice('iam:PassRole'), roles }, 'cloudformation-004')).toEqual([]);
  });
});

describe('identity pools', () => {
  const cognito = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
  };
  const roles = { app: { can: everything, trust: [cognito] }, other: service('lambda') };

  test('hand out roles that trust Cognito, if there is one', () => {
    const users = alice('iam:PassRole', 'cognito-identity:SetIdentityPoolRoles');
    expect(linesOf({ users, roles }, 'cognitoidentity-001')).toEqual([
      'alice -cognitoidentity-001-> app unknown',
    ]);
    expect(linesOf({ users: alice('iam:PassRole'), roles }, 'cognitoidentity-001')).toEqual([]);
  });
});

describe('what must be there', () => {
  const roles = { app: { ...service('ecs-tasks'), profile: 'app' } };
  const users = alice('iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask');
  const clusters = (...clusterArns: string[]) => [call('ecs:ListClusters', { clusterArns })];
  const cluster = `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/main`;

  test('a task needs a cluster: one that was seen, one that is known not to be, one that may be made', () => {
    expect(linesOf({ users, roles, calls: clusters(cluster) }, 'ecs-004')).toEqual([
      'alice -ecs-004-> app allow',
    ]);
    expect(linesOf({ users, roles, calls: clusters() }, 'ecs-004')).toEqual([]);
    expect(linesOf({ users, roles }, 'ecs-004')).toEqual(['alice -ecs-004-> app unknown']);
    const making = alice('iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask', 'ecs:CreateCluster');
    expect(linesOf({ users: making, roles }, 'ecs-002', 'ecs-004')).toEqual(['alice -ecs-002-> app allow']);
  });

  const project = `arn:aws:codebuild:us-east-1:${ACCOUNT}:project/it`;
  const projects = [call('codebuild:BatchGetProjects', { projects: [{ name: 'it', arn: project }] })];
  const building: SmallAccount = {
    users: alice('iam:PassRole', 'codebuild:UpdateProject', 'codebuild:StartBuild'),
    roles: { app: service('codebuild') },
  };

  test('a role goes to a project that was seen; where there is none, nowhere', () => {
    const id = 'codebuild-pass-to-existing';
    expect(linesOf({ ...building, calls: projects }, id)).toEqual([`alice -${id}-> app allow`]);
    const none = [call('codebuild:ListProjects', { projects: [] })];
    expect(linesOf({ ...building, calls: none }, id)).toEqual([]);
    const named = [allow('iam:PassRole'), allow('codebuild:*', project.replace('it', 'other'))];
    const elsewhere = { ...building, users: { alice: { can: named } }, calls: projects };
    expect(linesOf(elsewhere, id)).toEqual([]);
  });

  test('commands in a container need leave for its task and its cluster', () => {
    const task = `arn:aws:ecs:us-east-1:${ACCOUNT}:task/main/1`;
    const definition = `arn:aws:ecs:us-east-1:${ACCOUNT}:task-definition/it:1`;
    const running = { taskArn: task, clusterArn: cluster, taskDefinitionArn: definition };
    const calls = (enableExecuteCommand: boolean) => [
      call('ecs:DescribeTasks', { tasks: [{ ...running, enableExecuteCommand }] }),
      call('ecs:DescribeTaskDefinition', {
        taskDefinition: { taskDefinitionArn: definition, taskRoleArn: role('app') },
      }),
    ];
    const may = (...on: string[]) => ({ alice: { can: [allow('ecs:ExecuteCommand', on)] } });
    const line = [`alice -ecs-006-> ${definition} allow`];
    expect(linesOf({ users: may(task, cluster), roles, calls: calls(true) }, 'ecs-006')).toEqual(line);
    expect(linesOf({ users: may(task), roles, calls: calls(true) }, 'ecs-006')).toEqual([]);
    expect(linesOf({ users: may(task, cluster), roles, calls: calls(false) }, 'ecs-006')).toEqual([]);
  });
});

test('a pipeline needs a role for itself as well, which may be another', () => {
  const users = alice('iam:PassRole', 'datapipeline:*');
  const instance = { ...service('ec2'), profile: 'app' };
  expect(linesOf({ users, roles: { app: instance } }, 'datapipeline-001')).toEqual([]);
  const roles = { app: instance, own: { trust: service('datapipeline').trust } };
  expect(linesOf({ users, roles }, 'datapipeline-001')).toEqual(['alice -datapipeline-001-> app allow']);
});
