import type { Need } from './places.ts';
import type { StartRow } from './start-row.ts';

const TASKS = 'ecs-tasks.amazonaws.com';
const CLUSTER = ['ecs:ListClusters', 'an ECS cluster'] as const;
const INSTANCE = ['ecs:ListContainerInstances', 'a container instance of the cluster'] as const;
const DEFINITION = ['ecs:ListTaskDefinitions', 'a task definition'] as const;
const QUEUE = ['batch:DescribeJobQueues', 'a job queue'] as const;

const cluster: Need = ['ecs:CreateCluster', 'ecs:R:A:cluster/*'];
const define: Need = ['ecs:RegisterTaskDefinition', 'ecs:R:A:task-definition/*'];
const service: Need = ['ecs:CreateService', 'ecs:R:A:service/*'];
const run: Need = ['ecs:RunTask', 'ecs:R:A:task-definition/*'];
const start: Need = ['ecs:StartTask', 'ecs:R:A:task-definition/*'];
const register: Need = ['ecs:RegisterContainerInstance', 'ecs:R:A:cluster/*'];
const jobDefinition: Need = ['batch:RegisterJobDefinition', 'batch:R:A:job-definition/*'];
const submit: Need = ['batch:SubmitJob', 'batch:R:A:job-queue/*', 'batch:R:A:job/*'];

/** Containers of ECS and Batch. Those that run on Fargate need no instance; the other ones need one in the cluster. */
export const CONTAINER_ROWS: readonly StartRow[] = [
  ecs('ecs-002', 'Run a task with a role in a new cluster', [cluster, define, run], []),
  ecs('ecs-001', 'Run a service with a role in a new cluster', [cluster, define, service], []),
  ecs('ecs-004', 'Run a new task with a role', [define, run], [CLUSTER]),
  ecs('ecs-003', 'Run a new service with a role', [define, service], [CLUSTER]),
  ecs('ecs-008', 'Run an existing task with another role and command', [run], [CLUSTER, DEFINITION]),
  ecs('ecs-005', 'Start a new task with a role on an instance', [define, start], [CLUSTER, INSTANCE]),
  ecs(
    'ecs-007',
    'Start an existing task with another role on an instance of one’s own',
    [register, start],
    [CLUSTER, DEFINITION],
    'the holder is on an instance that it may register',
  ),
  ecs(
    'ecs-009',
    'Start an existing task with another role on an instance',
    [start],
    [CLUSTER, DEFINITION, INSTANCE],
  ),
  {
    id: 'batch-003',
    title:
      'Run a job with a role in a queue of its own (iam:PassRole + batch:CreateComputeEnvironment + batch:CreateJobQueue + batch:RegisterJobDefinition + batch:SubmitJob)',
    noun: 'a batch job',
    service: TASKS,
    family: 'batch',
    needs: [
      ['batch:CreateComputeEnvironment', 'batch:R:A:compute-environment/*'],
      ['batch:CreateJobQueue', 'batch:R:A:job-queue/*'],
      jobDefinition,
      submit,
    ],
  },
  {
    id: 'batch-001',
    title: 'Run a new batch job with a role (iam:PassRole + batch:RegisterJobDefinition + batch:SubmitJob)',
    noun: 'a batch job',
    service: TASKS,
    family: 'batch',
    needs: [jobDefinition, submit],
    there: [QUEUE],
  },
  {
    id: 'eks-create-pod-identity-association',
    title: 'Give a role to a service account of a cluster (iam:PassRole + eks:CreatePodIdentityAssociation)',
    noun: 'a pod',
    service: 'pods.eks.amazonaws.com',
    family: 'eks',
    needs: [['eks:CreatePodIdentityAssociation', 'eks:R:A:cluster/*']],
    there: [['eks:ListClusters', 'a Kubernetes cluster']],
    condition: 'the holder runs a pod of the service account',
  },
];

function ecs(
  id: string,
  title: string,
  needs: readonly Need[],
  there: NonNullable<StartRow['there']>,
  condition?: string,
): StartRow {
  const actions = ['iam:PassRole', ...needs.map(([action]) => action)].join(' + ');
  return {
    id,
    title: `${title} (${actions})`,
    noun: 'a container',
    service: TASKS,
    family: 'ecs',
    needs,
    ...(there.length > 0 ? { there } : {}),
    ...(condition === undefined ? {} : { condition }),
  };
}
