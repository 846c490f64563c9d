import type { Json, JsonObject } from '../../../schema/json.ts';
import { type Failure, failure } from './loopback-aws.ts';
import { PLANTED } from './small-workloads.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const QUEUES = ['jobs', 'dead'].map((name) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`);
const TOPIC = arn('sns', 'news');
const TEMPLATE = 'lt-0123456789abcdef0';
const IMAGE = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/web:7`;

function open(action: string, resource: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: action, Resource: resource }],
  });
}

/** Answers about queues, topics, images, databases and about what starts containers and instances: one or two of each. */
export function smallServices(operation: string, parameters: JsonObject): Json | Failure | undefined {
  switch (operation) {
    case 's3control:GetPublicAccessBlock':
      return { PublicAccessBlockConfiguration: { BlockPublicAcls: 'true', RestrictPublicBuckets: 'true' } };
    case 'sqs:ListQueues':
      return parameters.NextToken === undefined
        ? { QueueUrls: QUEUES.slice(0, 1), NextToken: 'second' }
        : { QueueUrls: QUEUES.slice(1) };
    case 'sqs:GetQueueAttributes': {
      const name = String(parameters.QueueUrl).split('/').at(-1) ?? '';
      return {
        Attributes: {
          QueueArn: arn('sqs', name),
          ...(name === 'jobs' ? { Policy: open('sqs:SendMessage', arn('sqs', name)) } : {}),
        },
      };
    }
    case 'sns:ListTopics':
      return { Topics: [{ TopicArn: TOPIC }] };
    case 'sns:GetTopicAttributes':
      return {
        Attributes: {
          entry: [
            { key: 'TopicArn', value: TOPIC },
            { key: 'Policy', value: open('sns:Subscribe', TOPIC) },
          ],
        },
      };
    case 'ecr:DescribeRepositories':
      return {
        repositories: ['web', 'tools'].map((repositoryName) => ({
          repositoryName,
          repositoryArn: arn('ecr', `repository/${repositoryName}`),
          repositoryUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repositoryName}`,
          imageTagMutability: 'MUTABLE',
          createdAt: 1735689600,
        })),
      };
    case 'ecr:GetRepositoryPolicy':
      return parameters.repositoryName === 'web'
        ? { repositoryName: 'web', registryId: ACCOUNT, policyText: open('ecr:BatchGetImage', '*') }
        : failure(400, 'RepositoryPolicyNotFoundException', 'Repository policy does not exist');
    case 'rds:DescribeDBInstances':
      return {
        DBInstances: {
          DBInstance: {
            DBInstanceIdentifier: 'orders',
            DBInstanceArn: arn('rds', 'db:orders'),
            Engine: 'postgres',
            PubliclyAccessible: 'false',
            PendingModifiedValues: { MasterUserPassword: PLANTED },
          },
        },
      };
    case 'rds:DescribeDBClusters':
      return { DBClusters: '' };
    case 'states:ListStateMachines':
      return { stateMachines: [{ stateMachineArn: arn('states', 'stateMachine:nightly'), name: 'nightly' }] };
    case 'states:DescribeStateMachine':
      return {
        stateMachineArn: parameters.stateMachineArn ?? null,
        name: 'nightly',
        roleArn: ROLE,
        type: 'STANDARD',
        // An endpoint that does not know that only the rest was asked for.
        definition: JSON.stringify({
          StartAt: 'A',
          States: { A: { Type: 'Pass', Result: PLANTED, End: true } },
        }),
      };
    case 'apprunner:ListServices':
      return {
        ServiceSummaryList: [{ ServiceName: 'site', ServiceArn: arn('apprunner', 'service/site/1') }],
      };
    case 'apprunner:DescribeService':
      return {
        Service: {
          ServiceName: 'site',
          ServiceArn: parameters.ServiceArn ?? null,
          Status: 'RUNNING',
          InstanceConfiguration: { InstanceRoleArn: ROLE },
          SourceConfiguration: {
            ImageRepository: {
              ImageIdentifier: IMAGE,
              ImageRepositoryType: 'ECR',
              ImageConfiguration: {
                StartCommand: `serve --key=${PLANTED}`,
                RuntimeEnvironmentVariables: { API_SECRET: PLANTED },
              },
            },
          },
        },
      };
    case 'batch:DescribeJobDefinitions':
      return {
        jobDefinitions: [
          {
            jobDefinitionName: 'export',
            jobDefinitionArn: arn('batch', 'job-definition/export:2'),
            revision: 2,
            status: 'ACTIVE',
            type: 'container',
            parameters: { dsn: PLANTED },
            containerProperties: {
              image: IMAGE,
              jobRoleArn: ROLE,
              command: ['export', PLANTED],
              environment: [{ name: 'EXPORT_KEY', value: PLANTED }],
            },
          },
        ],
      };
    case 'batch:DescribeComputeEnvironments':
      return {
        computeEnvironments: [
          {
            computeEnvironmentName: 'spot',
            computeEnvironmentArn: arn('batch', 'compute-environment/spot'),
            computeResources: { instanceRole: `arn:aws:iam::${ACCOUNT}:instance-profile/app` },
          },
        ],
      };
    case 'batch:DescribeJobQueues':
      return {
        jobQueues: [{ jobQueueName: 'main', jobQueueArn: arn('batch', 'job-queue/main'), state: 'ENABLED' }],
      };
    case 'autoscaling:DescribeAutoScalingGroups':
      return {
        AutoScalingGroups: [
          {
            AutoScalingGroupName: 'web',
            AutoScalingGroupARN: arn('autoscaling', 'autoScalingGroup:0123:autoScalingGroupName/web'),
            LaunchTemplate: { LaunchTemplateId: TEMPLATE, LaunchTemplateName: 'web', Version: '$Latest' },
            Instances: [{ InstanceId: 'i-0123456789abcdef0', LifecycleState: 'InService' }],
          },
        ],
      };
    case 'autoscaling:DescribeLaunchConfigurations':
      return {
        LaunchConfigurations: [
          {
            LaunchConfigurationName: 'old',
            LaunchConfigurationARN: arn(
              'autoscaling',
              'launchConfiguration:0123:launchConfigurationName/old',
            ),
            IamInstanceProfile: 'app',
            UserData: Buffer.from(PLANTED).toString('base64'),
          },
        ],
      };
    case 'ec2:DescribeLaunchTemplates':
      return { launchTemplates: [{ launchTemplateId: TEMPLATE, launchTemplateName: 'web' }] };
    case 'ec2:DescribeLaunchTemplateVersions':
      return {
        launchTemplateVersionSet: [
          {
            launchTemplateId: TEMPLATE,
            launchTemplateName: 'web',
            versionNumber: 3,
            defaultVersion: true,
            launchTemplateData: {
              userData: Buffer.from(PLANTED).toString('base64'),
              iamInstanceProfile: { name: 'app' },
              metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
            },
          },
        ],
      };
    default:
      return undefined;
  }
}
