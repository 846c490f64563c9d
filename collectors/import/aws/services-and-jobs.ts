import { withoutParameterValues } from '../../aws/batch.ts';
import { type FileShape, firstOf, has, named, textOf } from './file-shape.ts';

/** Answers about what starts containers, steps and instances: Step Functions, App Runner, Batch, Auto Scaling, launch templates. */
export const SERVICE_AND_JOB_FILES: readonly FileShape[] = [
  { operation: 'states:ListStateMachines', matches: has('stateMachines') },
  {
    operation: 'states:DescribeStateMachine',
    matches: (document) =>
      /^arn:[^:]*:states:/.test(textOf(document, 'stateMachineArn') ?? '') && has('roleArn')(document),
    parameters: (document) => named('stateMachineArn', textOf(document, 'stateMachineArn')),
  },
  { operation: 'apprunner:ListServices', matches: has('ServiceSummaryList') },
  {
    operation: 'apprunner:DescribeService',
    matches: (document) => /^arn:[^:]*:apprunner:/.test(textOf(document.Service, 'ServiceArn') ?? ''),
    parameters: (document) => named('ServiceArn', textOf(document.Service, 'ServiceArn')),
  },
  {
    operation: 'batch:DescribeJobDefinitions',
    matches: has('jobDefinitions'),
    normalise: withoutParameterValues,
  },
  { operation: 'batch:DescribeComputeEnvironments', matches: has('computeEnvironments') },
  { operation: 'batch:DescribeJobQueues', matches: has('jobQueues') },
  { operation: 'autoscaling:DescribeAutoScalingGroups', matches: has('AutoScalingGroups') },
  { operation: 'autoscaling:DescribeLaunchConfigurations', matches: has('LaunchConfigurations') },
  { operation: 'ec2:DescribeLaunchTemplates', matches: has('LaunchTemplates') },
  {
    operation: 'ec2:DescribeLaunchTemplateVersions',
    matches: has('LaunchTemplateVersions'),
    parameters: (document) =>
      named('LaunchTemplateId', textOf(firstOf(document, 'LaunchTemplateVersions'), 'LaunchTemplateId')),
    lacking: 'the launch template it is about',
  },
];
