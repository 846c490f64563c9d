import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { Coverage } from '../../../schema/records.ts';
import type { WorkloadKind } from '../../aws/read/facts.ts';
import { derive } from '../../derive.ts';
import { createExplainer } from '../../explain.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import {
  ACCOUNT,
  allow,
  everything,
  linesOf,
  role,
  type SmallAccount,
  smallAccount,
  trusts,
  user,
} from '../testing/small-account.ts';
import { workloadKinds } from './kinds.ts';
import { TAKE_OVER_ROWS, type TakeOverRow } from './take-over-rows.ts';

const at = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const call = (operation: string, document: Json, parameters: JsonObject = {}): MemoryCall => ({
  operation,
  document,
  parameters,
  region: 'us-east-1',
});
const CLUSTER = at('ecs', 'cluster/main');
const PROFILE = `arn:aws:iam::${ACCOUNT}:instance-profile/app`;

/** One workload of each kind, as the AWS CLI prints it; with the role, or without. */
const SEEN: Readonly<Record<WorkloadKind, (named: string | null) => readonly MemoryCall[]>> = {
  'lambda-function': (Role) => [
    call('lambda:ListFunctions', {
      Functions: [{ FunctionArn: ARNS['lambda-function'], FunctionName: 'it', ...(Role ? { Role } : {}) }],
    }),
  ],
  'ec2-instance': (named) => [
    call('ec2:DescribeInstances', {
      Reservations: [
        {
          OwnerId: ACCOUNT,
          Instances: [
            {
              InstanceId: 'i-0aa',
              State: { Name: 'running' },
              ...(named ? { IamInstanceProfile: { Arn: PROFILE } } : {}),
            },
          ],
        },
      ],
    }),
    call('ssm:DescribeInstanceInformation', {
      InstanceInformationList: [{ InstanceId: 'i-0aa', PingStatus: 'Online' }],
    }),
  ],
  'ecs-task-definition': (taskRoleArn) => [
    call('ecs:ListClusters', { clusterArns: [CLUSTER] }),
    call('ecs:DescribeTasks', {
      tasks: [
        {
          taskArn: at('ecs', 'task/main/1'),
          clusterArn: CLUSTER,
          taskDefinitionArn: ARNS['ecs-task-definition'],
          enableExecuteCommand: true,
          lastStatus: 'RUNNING',
        },
      ],
    }),
    call('ecs:DescribeTaskDefinition', {
      taskDefinition: {
        taskDefinitionArn: ARNS['ecs-task-definition'],
        ...(taskRoleArn ? { taskRoleArn } : {}),
      },
    }),
  ],
  'codebuild-project': (serviceRole) => [
    call('codebuild:BatchGetProjects', {
      projects: [{ name: 'it', arn: ARNS['codebuild-project'], ...(serviceRole ? { serviceRole } : {}) }],
    }),
  ],
  'cloudformation-stack': (RoleARN) => [
    call('cloudformation:DescribeStacks', {
      Stacks: [{ StackName: 'it', StackId: ARNS['cloudformation-stack'], ...(RoleARN ? { RoleARN } : {}) }],
    }),
  ],
  'glue-dev-endpoint': (RoleArn) => [
    call('glue:GetDevEndpoints', { DevEndpoints: [{ EndpointName: 'it', ...(RoleArn ? { RoleArn } : {}) }] }),
  ],
  'glue-job': (named) => [
    call('glue:GetJobs', { Jobs: [{ Name: 'it', ...(named ? { Role: 'app' } : {}) }] }),
  ],
  'sagemaker-notebook': (RoleArn) => [
    call('sagemaker:ListNotebookInstances', {
      NotebookInstances: [{ NotebookInstanceName: 'it', NotebookInstanceArn: ARNS['sagemaker-notebook'] }],
    }),
    call('sagemaker:DescribeNotebookInstance', {
      NotebookInstanceName: 'it',
      NotebookInstanceArn: ARNS['sagemaker-notebook'],
      ...(RoleArn ? { RoleArn } : {}),
    }),
  ],
  'state-machine': (roleArn) => [
    call('states:DescribeStateMachine', {
      stateMachineArn: ARNS['state-machine'],
      name: 'it',
      ...(roleArn ? { roleArn } : {}),
    }),
  ],
  'apprunner-service': (InstanceRoleArn) => [
    call('apprunner:DescribeService', {
      Service: {
        ServiceArn: ARNS['apprunner-service'],
        ServiceName: 'it',
        InstanceConfiguration: InstanceRoleArn ? { InstanceRoleArn } : {},
      },
    }),
  ],
  'batch-job-definition': (jobRoleArn) => [
    call('batch:DescribeJobQueues', {
      jobQueues: [{ jobQueueArn: at('batch', 'job-queue/main'), state: 'ENABLED' }],
    }),
    call('batch:DescribeJobDefinitions', {
      jobDefinitions: [
        {
          jobDefinitionArn: ARNS['batch-job-definition'],
          status: 'ACTIVE',
          containerProperties: { image: 'it', ...(jobRoleArn ? { jobRoleArn } : {}) },
        },
      ],
    }),
  ],
  'launch-template': (named) => [
    call('ec2:DescribeLaunchTemplateVersions', {
      LaunchTemplateVersions: [
        {
          LaunchTemplateId: 'lt-0aa',
          LaunchTemplateName: 'it',
          VersionNumber: 1,
          DefaultVersion: true,
          LaunchTemplateData: named ? { IamInstanceProfile: { Name: 'app' } } : {},
        },
      ],
    }),
    call('autoscaling:DescribeAutoScalingGroups', {
      AutoScalingGroups: [
        {
          AutoScalingGroupARN: ARNS['auto-scaling-group'],
          AutoScalingGroupName: 'web',
          LaunchTemplate: { LaunchTemplateId: 'lt-0aa', Version: '$Latest' },
        },
      ],
    }),
  ],
  'auto-scaling-group': (named) => SEEN['launch-template'](named),
  'eks-node-group': (nodeRole) => [
    call('eks:DescribeNodegroup', {
      nodegroup: {
        nodegroupArn: ARNS['eks-node-group'],
        nodegroupName: 'general',
        clusterName: 'shop',
        ...(nodeRole ? { nodeRole } : {}),
      },
    }),
  ],
};
const ARNS: Readonly<Record<WorkloadKind, string>> = {
  'lambda-function': at('lambda', 'function:it'),
  'ec2-instance': at('ec2', 'instance/i-0aa'),
  'ecs-task-definition': at('ecs', 'task-definition/it:3'),
  'codebuild-project': at('codebuild', 'project/it'),
  'cloudformation-stack': at('cloudformation', 'stack/it/aaaa'),
  'glue-dev-endpoint': at('glue', 'devEndpoint/it'),
  'glue-job': at('glue', 'job/it'),
  'sagemaker-notebook': at('sagemaker', 'notebook-instance/it'),
  'state-machine': at('states', 'stateMachine:it'),
  'apprunner-service': at('apprunner', 'service/it/1'),
  'batch-job-definition': at('batch', 'job-definition/it:1'),
  'launch-template': at('ec2', 'launch-template/lt-0aa'),
  'auto-scaling-group': at('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/web'),
  'eks-node-group': at('eks', 'nodegroup/shop/general/1'),
};

/** Alice has just what the row needs; the role trusts just the service of the kind. */
function fixture(row: TakeOverRow, without: string | null = null): SmallAccount {
  const actions = row.needs.map(([action]) => action).filter((action) => action !== without);
  return { users: { alice: { can: [allow(actions)] } }, roles: { app: app(row.kind) } };
}
const app = (kind: WorkloadKind) => ({
  can: everything,
  trust: [trusts({ Service: workloadKinds[kind].service })],
  profile: 'app',
});

/** What runs by itself does; a template waits for something to be launched from it, as the group of the fixture does. */
function runningAs(kind: WorkloadKind): readonly string[] {
  return kind === 'launch-template'
    ? [
        `${ARNS['auto-scaling-group']} -aws-runs-as-> app allow`,
        `${ARNS[kind]} -aws-runs-as-> app conditional`,
      ]
    : [`${ARNS[kind]} -aws-runs-as-> app allow`];
}

describe.each(TAKE_OVER_ROWS.map((row) => [row.id, row] as const))('%s', (id, row) => {
  const calls = SEEN[row.kind](role('app'));
  const verdict = row.condition === undefined ? 'allow' : 'conditional';

  test('takes over a workload that was seen, which runs as its role', () => {
    expect(linesOf({ ...fixture(row), calls }, id, 'aws-runs-as')).toEqual([
      `alice -${id}-> ${ARNS[row.kind]} ${verdict}`,
      ...runningAs(row.kind),
    ]);
  });

  test.each(row.needs.map(([action]) => [action]))('not without %s', (action) => {
    expect(linesOf({ ...fixture(row, action), calls }, id)).toEqual([]);
  });

  test('not one of another name, where names are limited', () => {
    const users = {
      alice: {
        can: [
          allow(
            row.needs.map(([action]) => action),
            '*:other*',
          ),
        ],
      },
    };
    expect(linesOf({ ...fixture(row), users, calls }, id)).toEqual([]);
  });

  test('a workload without a role gives nobody one', () => {
    const account = { ...fixture(row), calls: SEEN[row.kind](null) };
    expect(linesOf(account, id, 'aws-runs-as')).toEqual([]);
    const { blockedBy } = createExplainer(smallAccount(account)).explain(user('alice'), ARNS[row.kind]);
    expect(blockedBy.map(({ says }) => says).join()).toContain('has no role');
  });

  test('where the listing was not collected, whether it gives the role is unknown', () => {
    const found = derive(smallAccount(fixture(row))).relations.filter((each) => each.rule === id);
    expect(found).toMatchObject([{ kind: 'can-run-as', to: role('app'), verdict: 'unknown' }]);
    expect(found[0]?.conditions.join()).toMatch(/:(List|Describe|Get)\w+ was not collected/);
  });
});

const functions = (named: string | null) => SEEN['lambda-function'](named);
const changesCode = { alice: { can: [allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'])] } };
const idle = { trust: [trusts({ Service: 'lambda.amazonaws.com' })] };

test('where all functions are known and none runs as the role there is no relation, and explain says so', () => {
  const account = {
    users: changesCode,
    roles: { app: app('lambda-function'), idle },
    calls: functions(role('app')),
  };
  expect(linesOf(account, 'lambda-004')).toEqual([`alice -lambda-004-> ${ARNS['lambda-function']} allow`]);
  const { blockedBy } = createExplainer(smallAccount(account)).explain(user('alice'), role('idle'));
  expect(blockedBy[0]?.says).toBe(
    'alice has lambda:UpdateFunctionCode, but none of the Lambda functions that were listed runs as idle.',
  );
});

test('a listing that was denied in one region leaves the other roles unknown, and names the region', () => {
  const coverage: Coverage[] = [
    {
      source: 'aws:test',
      operation: 'lambda:ListFunctions',
      region: 'eu-west-1',
      status: 'denied',
      reason: 'no',
      items: 0,
      calls: 1,
      kinds: ['can-take-over'],
    },
  ];
  const account = {
    users: changesCode,
    roles: { app: app('lambda-function'), idle },
    calls: functions(role('app')),
    coverage,
  };
  const found = derive(smallAccount(account)).relations.filter(({ rule }) => rule === 'lambda-004');
  expect(found.map(({ to, verdict }) => [to, verdict])).toEqual([
    [ARNS['lambda-function'], 'allow'],
    [role('idle'), 'unknown'],
  ]);
  expect(found[1]?.conditions).toEqual([
    'a function that runs as it must be there: lambda:ListFunctions was denied in eu-west-1',
  ]);
});

test('an instance that Systems Manager does not manage takes no commands', () => {
  const [instances] = SEEN['ec2-instance'](role('app'));
  const account = {
    users: { alice: { can: [allow(['ssm:StartSession'])] } },
    roles: { app: app('ec2-instance') },
  };
  const none = call('ssm:DescribeInstanceInformation', { InstanceInformationList: [] });
  expect(linesOf({ ...account, calls: [instances as MemoryCall, none] }, 'ssm-001')).toEqual([]);
  expect(linesOf({ ...account, calls: [instances as MemoryCall] }, 'ssm-001')).toEqual([
    `alice -ssm-001-> ${ARNS['ec2-instance']} unknown`,
  ]);
});

test('whoever runs in a workload takes over itself to no end', () => {
  const roles = { app: { can: [allow('lambda:*')], trust: idle.trust } };
  expect(linesOf({ roles, calls: functions(role('app')) }, 'lambda-004')).toEqual([]);
});

test('every step of a proof points at something, and workloads are entities of their kind', () => {
  for (const row of TAKE_OVER_ROWS) {
    const source = smallAccount({ ...fixture(row), calls: SEEN[row.kind](role('app')) });
    const { entities, relations } = derive(source);
    for (const { proof } of relations)
      for (const { observation, pointer } of proof)
        expect(resolvePointer(source.document(observation), pointer)).toBeDefined();
    expect(entities.find(({ id }) => id === ARNS[row.kind])).toMatchObject({
      kind: workloadKinds[row.kind].entity,
      collected: true,
    });
  }
});

test('a job names its role without an ARN', () => {
  const account = { roles: { app: app('glue-job') }, calls: SEEN['glue-job'](role('app')) };
  expect(linesOf(account, 'aws-runs-as')).toEqual([`${ARNS['glue-job']} -aws-runs-as-> app allow`]);
});

test('tags of an instance decide where a policy asks for them', () => {
  const tagged = (Value: string) =>
    call('ec2:DescribeInstances', {
      Reservations: [
        {
          Instances: [
            { InstanceId: 'i-0aa', IamInstanceProfile: { Arn: PROFILE }, Tags: [{ Key: 'Team', Value }] },
          ],
        },
      ],
    });
  const [, managed] = SEEN['ec2-instance'](null) as [MemoryCall, MemoryCall];
  const only = allow('ssm:StartSession', '*', { StringEquals: { 'ssm:resourceTag/Team': 'web' } });
  const account = { users: { alice: { can: [only] } }, roles: { app: app('ec2-instance') } };
  expect(linesOf({ ...account, calls: [tagged('web'), managed] }, 'ssm-001')).toEqual([
    `alice -ssm-001-> ${ARNS['ec2-instance']} allow`,
  ]);
  expect(linesOf({ ...account, calls: [tagged('data'), managed] }, 'ssm-001')).toEqual([]);
  expect(linesOf({ ...account, calls: SEEN['ec2-instance'](role('app')) }, 'ssm-001')).toEqual([]);
});
