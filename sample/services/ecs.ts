import { PAYMENTS } from '../estate/workloads.ts';
import { AwsError, type Handler, type Parameters, textParameter } from '../protocol/call.ts';

const IMAGE = '444455556666.dkr.ecr.eu-central-1.amazonaws.com/payments-api:14';

/** All that is asked of a cluster; an unknown one is an error, as with ECS. */
function onlyHere(parameters: Parameters): void {
  if (![PAYMENTS.cluster, 'payments'].includes(textParameter(parameters, 'cluster')))
    throw new AwsError('ClusterNotFoundException', 400, 'Cluster not found.');
}

function asked(parameters: Parameters, member: string, arn: string): boolean {
  const names = parameters[member];
  return Array.isArray(names) && names.includes(arn);
}

export const ecs: Readonly<Record<string, Handler>> = {
  'ecs:ListClusters': () => ({ clusterArns: [PAYMENTS.cluster] }),
  'ecs:ListTaskDefinitions': () => ({ taskDefinitionArns: [PAYMENTS.definition] }),
  'ecs:DescribeTaskDefinition': ({ parameters }) => {
    if (
      ![PAYMENTS.definition, 'payments-api:14', 'payments-api'].includes(
        textParameter(parameters, 'taskDefinition'),
      )
    )
      throw new AwsError('ClientException', 400, 'Unable to describe task definition.');
    return {
      taskDefinition: {
        taskDefinitionArn: PAYMENTS.definition,
        family: 'payments-api',
        revision: 14,
        status: 'ACTIVE',
        taskRoleArn: PAYMENTS.role,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '512',
        memory: '1024',
        registeredAt: new Date(PAYMENTS.registered),
        containerDefinitions: [
          {
            name: 'payments-api',
            image: IMAGE,
            essential: true,
            command: ['serve', '--port=8443'],
            environment: [{ name: 'STAGE', value: 'production' }],
            secrets: [],
          },
        ],
        volumes: [],
      },
      tags: [],
    };
  },
  'ecs:ListServices': ({ parameters }) => {
    onlyHere(parameters);
    return { serviceArns: [PAYMENTS.service] };
  },
  'ecs:DescribeServices': ({ parameters }) => {
    onlyHere(parameters);
    return {
      services: asked(parameters, 'services', PAYMENTS.service)
        ? [
            {
              serviceArn: PAYMENTS.service,
              serviceName: 'payments-api',
              clusterArn: PAYMENTS.cluster,
              status: 'ACTIVE',
              desiredCount: 1,
              runningCount: 1,
              launchType: 'FARGATE',
              taskDefinition: PAYMENTS.definition,
              enableExecuteCommand: false,
              createdAt: new Date('2021-09-13T11:00:00Z'),
            },
          ]
        : [],
      failures: [],
    };
  },
  'ecs:ListTasks': ({ parameters }) => {
    onlyHere(parameters);
    return { taskArns: [PAYMENTS.task] };
  },
  'ecs:DescribeTasks': ({ parameters }) => {
    onlyHere(parameters);
    return {
      tasks: asked(parameters, 'tasks', PAYMENTS.task)
        ? [
            {
              taskArn: PAYMENTS.task,
              clusterArn: PAYMENTS.cluster,
              taskDefinitionArn: PAYMENTS.definition,
              group: 'service:payments-api',
              lastStatus: 'RUNNING',
              launchType: 'FARGATE',
              enableExecuteCommand: false,
              createdAt: new Date('2026-11-14T03:10:00Z'),
              overrides: { containerOverrides: [{ name: 'payments-api', environment: [] }] },
            },
          ]
        : [],
      failures: [],
    };
  },
};
