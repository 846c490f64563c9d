import type { PolicyDocument } from './company.ts';
import { arn, policy } from './company.ts';
import { PAYMENTS_KEY_ID } from './kms-keys.ts';

export interface ManagedPolicy {
  readonly arn: string;
  readonly description: string;
  readonly created: string;
  readonly updated: string;
  /** Oldest first; the last is the default. */
  readonly versions: readonly PolicyDocument[];
  readonly firstVersion: number;
}

function own(
  name: string,
  description: string,
  created: string,
  versions: readonly PolicyDocument[],
  updated = created,
): ManagedPolicy {
  return { arn: arn.policy(name), description, created, updated, versions, firstVersion: 1 };
}

function ofAws(name: string, created: string, document: PolicyDocument, version: number): ManagedPolicy {
  return {
    arn: arn.awsPolicy(name),
    description: '',
    created,
    updated: created,
    versions: [document],
    firstVersion: version,
  };
}

const EXPORTS = 'larkfield-customer-exports';

export const POLICIES: readonly ManagedPolicy[] = [
  own('ci-self-service', 'Lets build users renew their own access.', '2024-03-11T09:00:00Z', [
    policy({
      Sid: 'RenewOwnAccess',
      Effect: 'Allow',
      Action: ['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:CreateAccessKey', 'iam:ListAccessKeys'],
      Resource: arn.user('ci-*'),
    }),
  ]),
  own('ci-guardrails', 'Takes back what ci-self-service gives too much of.', '2024-06-03T14:00:00Z', [
    policy({
      Sid: 'NoSelfPromotion',
      Effect: 'Deny',
      Action: [
        'iam:AttachUserPolicy',
        'iam:PutUserPolicy',
        'iam:CreateAccessKey',
        'iam:CreateLoginProfile',
        'iam:UpdateLoginProfile',
      ],
      Resource: '*',
    }),
  ]),
  own(
    'platform-delivery',
    'What a platform release touches.',
    '2022-02-14T10:00:00Z',
    [
      policy({
        Sid: 'ReleaseState',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: arn.objects(EXPORTS),
      }),
      policy(
        {
          Sid: 'MigrateExports',
          Effect: 'Allow',
          Action: ['s3:ListBucket', 's3:GetObject', 's3:PutObject'],
          Resource: [arn.bucket(EXPORTS), arn.objects(EXPORTS)],
        },
        {
          Sid: 'CheckPaymentCredentials',
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          Resource: arn.secret('payments/*'),
        },
        {
          Sid: 'DecryptPayments',
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: arn.key(PAYMENTS_KEY_ID),
        },
        {
          Sid: 'MigrateOrders',
          Effect: 'Allow',
          Action: ['dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
          Resource: arn.table('orders'),
        },
        {
          Sid: 'BootstrapAccount',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: arn.role('infra-bootstrap'),
        },
      ),
    ],
    '2025-09-30T16:20:00Z',
  ),
  own('developer-everything', 'Developers may do anything their boundary allows.', '2021-03-01T09:00:00Z', [
    policy({ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }),
  ]),
  own('developer-boundary', 'The most that a developer role can have.', '2021-03-01T08:50:00Z', [
    policy(
      {
        Sid: 'DeveloperServices',
        Effect: 'Allow',
        Action: [
          's3:Get*',
          's3:List*',
          'dynamodb:*',
          'lambda:Get*',
          'lambda:List*',
          'logs:*',
          'cloudwatch:*',
        ],
        Resource: '*',
      },
      {
        Sid: 'NotCustomerData',
        Effect: 'Deny',
        Action: ['s3:*', 'dynamodb:*'],
        Resource: [arn.bucket(EXPORTS), arn.objects(EXPORTS), arn.table('orders'), arn.table('partners')],
      },
    ),
  ]),
  own('monitoring-read', 'For the monitoring vendor.', '2022-05-10T12:00:00Z', [
    policy({
      Effect: 'Allow',
      Action: ['cloudwatch:Get*', 'cloudwatch:List*', 'cloudwatch:Describe*', 'tag:GetResources'],
      Resource: '*',
    }),
  ]),
  own('trustpath-collect', 'Read-only collection by Trustpath.', '2026-11-02T07:55:00Z', [
    policy({
      Sid: 'ReadConfiguration',
      Effect: 'Allow',
      Action: [
        'iam:GetAccountAuthorizationDetails',
        'iam:ListAccessKeys',
        'iam:GetAccessKeyLastUsed',
        'iam:GenerateCredentialReport',
        'iam:GetCredentialReport',
        'iam:GetLoginProfile',
        'iam:ListMFADevices',
        'iam:ListOpenIDConnectProviders',
        'iam:GetOpenIDConnectProvider',
        'iam:ListSAMLProviders',
        'iam:GetSAMLProvider',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:GetServiceLastAccessedDetails',
        's3:ListAllMyBuckets',
        's3:GetBucketLocation',
        's3:GetBucketPolicy',
        's3:GetBucketPublicAccessBlock',
        's3:GetEncryptionConfiguration',
        's3:GetBucketTagging',
        's3:GetBucketAcl',
        'secretsmanager:ListSecrets',
        'secretsmanager:GetResourcePolicy',
        'kms:ListKeys',
        'kms:DescribeKey',
        'kms:GetKeyPolicy',
        'kms:ListAliases',
        'kms:ListResourceTags',
        'dynamodb:ListTables',
        'dynamodb:DescribeTable',
        'dynamodb:GetResourcePolicy',
        'dynamodb:ListTagsOfResource',
        'ssm:DescribeParameters',
        'ssm:ListTagsForResource',
        'apprunner:DescribeService',
        'apprunner:ListServices',
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLaunchConfigurations',
        'batch:DescribeComputeEnvironments',
        'batch:DescribeJobDefinitions',
        'batch:DescribeJobQueues',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeLaunchTemplates',
        'ecr:DescribeRepositories',
        'ecr:GetRepositoryPolicy',
        'rds:DescribeDBClusters',
        'rds:DescribeDBInstances',
        's3:GetAccountPublicAccessBlock',
        's3:GetBucketOwnershipControls',
        'sns:GetTopicAttributes',
        'sns:ListTopics',
        'sqs:GetQueueAttributes',
        'sqs:ListQueues',
        'states:DescribeStateMachine',
        'states:ListStateMachines',
        'cloudformation:DescribeStacks',
        'codebuild:BatchGetProjects',
        'codebuild:ListProjects',
        'ec2:DescribeIamInstanceProfileAssociations',
        'ec2:DescribeInstances',
        'ecs:DescribeServices',
        'ecs:DescribeTaskDefinition',
        'ecs:DescribeTasks',
        'ecs:ListClusters',
        'ecs:ListServices',
        'ecs:ListTaskDefinitions',
        'ecs:ListTasks',
        'eks:DescribeAccessEntry',
        'eks:DescribeCluster',
        'eks:DescribeNodegroup',
        'eks:DescribePodIdentityAssociation',
        'eks:ListAccessEntries',
        'eks:ListAssociatedAccessPolicies',
        'eks:ListClusters',
        'eks:ListNodegroups',
        'eks:ListPodIdentityAssociations',
        'glue:GetDevEndpoints',
        'glue:GetJobs',
        'lambda:GetPolicy',
        'lambda:ListFunctions',
        'sagemaker:DescribeNotebookInstance',
        'sagemaker:ListNotebookInstances',
        'ssm:DescribeInstanceInformation',
      ],
      Resource: '*',
    }),
  ]),

  ofAws(
    'AdministratorAccess',
    '2015-02-06T18:39:46Z',
    policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
    1,
  ),
  ofAws(
    'IAMReadOnlyAccess',
    '2015-02-06T18:40:38Z',
    policy({
      Effect: 'Allow',
      Action: [
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ],
      Resource: '*',
    }),
    4,
  ),
  ofAws(
    'IAMUserChangePassword',
    '2016-11-15T00:25:16Z',
    policy(
      {
        Effect: 'Allow',
        Action: ['iam:ChangePassword'],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
        Resource: ['arn:aws:iam::*:user/${aws:username}'],
      },
      { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
    ),
    2,
  ),
  ofAws(
    'AmazonS3ReadOnlyAccess',
    '2015-02-06T18:40:59Z',
    policy({
      Effect: 'Allow',
      Action: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'],
      Resource: '*',
    }),
    3,
  ),
  ofAws(
    'AmazonEKSWorkerNodePolicy',
    '2018-05-27T21:09:01Z',
    policy({
      Effect: 'Allow',
      Action: [
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeSubnets',
        'ec2:DescribeVolumes',
        'eks:DescribeCluster',
        'eks-auth:AssumeRoleForPodIdentity',
      ],
      Resource: '*',
    }),
    3,
  ),
  ofAws(
    'AmazonEC2ContainerRegistryPullOnly',
    '2024-10-10T16:55:01Z',
    policy({
      Effect: 'Allow',
      Action: [
        'ecr:GetAuthorizationToken',
        'ecr:BatchImportUpstreamImage',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
      Resource: '*',
    }),
    1,
  ),
  ofAws(
    'service-role/AWSLambdaBasicExecutionRole',
    '2015-04-09T15:03:43Z',
    policy({
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: '*',
    }),
    1,
  ),
];
