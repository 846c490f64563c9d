import type { EntityKind } from '../../../schema/kinds/entity-kinds.ts';
import type { WorkloadKind } from '../../aws/read/facts.ts';

interface WorkloadKindInfo {
  readonly entity: EntityKind;
  readonly noun: string;
  /** Service principal that takes on the role. */
  readonly service: string;
  /** Its ARN, in the way of `Need`. */
  readonly shape: string;
  /** It does not run by itself: what has to happen first. */
  readonly waits?: string;
}

/** What rules and people call each kind of workload. */
export const workloadKinds: Readonly<Record<WorkloadKind, WorkloadKindInfo>> = {
  'lambda-function': {
    entity: 'aws-lambda-function',
    noun: 'a function',
    service: 'lambda.amazonaws.com',
    shape: 'lambda:R:A:function:*',
  },
  'ec2-instance': {
    entity: 'aws-ec2-instance',
    noun: 'an instance',
    service: 'ec2.amazonaws.com',
    shape: 'ec2:R:A:instance/*',
  },
  'ecs-task-definition': {
    entity: 'aws-ecs-task-definition',
    noun: 'a task definition',
    service: 'ecs-tasks.amazonaws.com',
    shape: 'ecs:R:A:task-definition/*',
  },
  'codebuild-project': {
    entity: 'aws-codebuild-project',
    noun: 'a build project',
    service: 'codebuild.amazonaws.com',
    shape: 'codebuild:R:A:project/*',
  },
  'cloudformation-stack': {
    entity: 'aws-cloudformation-stack',
    noun: 'a stack',
    service: 'cloudformation.amazonaws.com',
    shape: 'cloudformation:R:A:stack/*',
  },
  'glue-dev-endpoint': {
    entity: 'aws-glue-dev-endpoint',
    noun: 'a development endpoint',
    service: 'glue.amazonaws.com',
    shape: 'glue:R:A:devEndpoint/*',
  },
  'glue-job': {
    entity: 'aws-glue-job',
    noun: 'a Glue job',
    service: 'glue.amazonaws.com',
    shape: 'glue:R:A:job/*',
  },
  'sagemaker-notebook': {
    entity: 'aws-sagemaker-notebook',
    noun: 'a notebook',
    service: 'sagemaker.amazonaws.com',
    shape: 'sagemaker:R:A:notebook-instance/*',
  },
  'state-machine': {
    entity: 'aws-state-machine',
    noun: 'a state machine',
    service: 'states.amazonaws.com',
    shape: 'states:R:A:stateMachine:*',
  },
  'apprunner-service': {
    entity: 'aws-apprunner-service',
    noun: 'an App Runner service',
    service: 'tasks.apprunner.amazonaws.com',
    shape: 'apprunner:R:A:service/*',
  },
  'batch-job-definition': {
    entity: 'aws-batch-job-definition',
    noun: 'a job definition',
    service: 'ecs-tasks.amazonaws.com',
    shape: 'batch:R:A:job-definition/*',
  },
  'launch-template': {
    entity: 'aws-launch-template',
    noun: 'a launch template',
    service: 'ec2.amazonaws.com',
    shape: 'ec2:R:A:launch-template/*',
    waits: 'something launches an instance from the template',
  },
  'auto-scaling-group': {
    entity: 'aws-auto-scaling-group',
    noun: 'an auto scaling group',
    service: 'ec2.amazonaws.com',
    shape: 'autoscaling:R:A:autoScalingGroup:*',
  },
  'eks-node-group': {
    entity: 'aws-eks-node-group',
    noun: 'a group of nodes',
    service: 'ec2.amazonaws.com',
    shape: 'eks:R:A:nodegroup/*',
  },
};
