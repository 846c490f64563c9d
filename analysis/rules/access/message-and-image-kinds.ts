import type { ResourceKind } from '../../aws/read/facts.ts';
import type { ResourceKindInfo } from './resource-kinds.ts';

type Kind = Extract<
  ResourceKind,
  'sqs-queue' | 'sns-topic' | 'ecr-repository' | 'rds-database' | 'lambda-function'
>;

/** Queues, topics, image repositories, databases, and functions as far as their own policies open them. */
export const MESSAGE_AND_IMAGE_KINDS: Readonly<Record<Kind, ResourceKindInfo>> = {
  'sqs-queue': {
    noun: 'a queue',
    entity: 'aws-sqs-queue',
    techniques: ['T1530'],
    policyOperation: 'sqs:GetQueueAttributes',
    via: 'sqs',
    takeOver: ['sqs:SetQueueAttributes', 'sqs:AddPermission', 'sqs:ReceiveMessage'],
    tier: 1,
    levels: [
      { rule: 'aws-sqs-read', kind: 'can-read', actions: ['sqs:ReceiveMessage'], decrypts: true },
      {
        rule: 'aws-sqs-write',
        kind: 'can-write',
        actions: ['sqs:SendMessage', 'sqs:PurgeQueue'],
        encrypts: ['sqs:SendMessage'],
      },
      {
        rule: 'aws-sqs-administer',
        kind: 'can-administer',
        actions: ['sqs:SetQueueAttributes', 'sqs:AddPermission', 'sqs:DeleteQueue'],
      },
    ],
  },
  'sns-topic': {
    noun: 'a topic',
    entity: 'aws-sns-topic',
    techniques: ['T1530'],
    policyOperation: 'sns:GetTopicAttributes',
    via: 'sns',
    takeOver: ['sns:SetTopicAttributes', 'sns:AddPermission', 'sns:Subscribe'],
    tier: 2,
    levels: [
      // A topic decrypts for its subscribers.
      { rule: 'aws-sns-read', kind: 'can-read', actions: ['sns:Subscribe'] },
      {
        rule: 'aws-sns-write',
        kind: 'can-write',
        actions: ['sns:Publish'],
        encrypts: ['sns:Publish'],
      },
      {
        rule: 'aws-sns-administer',
        kind: 'can-administer',
        actions: ['sns:SetTopicAttributes', 'sns:AddPermission', 'sns:DeleteTopic'],
      },
    ],
  },
  'ecr-repository': {
    noun: 'an image repository',
    entity: 'aws-ecr-repository',
    techniques: ['T1525'],
    policyOperation: 'ecr:GetRepositoryPolicy',
    via: 'ecr',
    takeOver: ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepository'],
    tier: 2,
    levels: [
      {
        rule: 'aws-ecr-pull',
        kind: 'can-read',
        actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        every: true,
        besides: ['ecr:GetAuthorizationToken'],
      },
      {
        rule: 'aws-ecr-push',
        kind: 'can-write',
        actions: [
          'ecr:InitiateLayerUpload',
          'ecr:UploadLayerPart',
          'ecr:CompleteLayerUpload',
          'ecr:BatchCheckLayerAvailability',
          'ecr:PutImage',
        ],
        every: true,
        besides: ['ecr:GetAuthorizationToken'],
      },
      {
        rule: 'aws-ecr-administer',
        kind: 'can-administer',
        actions: ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepository'],
      },
    ],
  },
  'rds-database': {
    noun: 'a database',
    entity: 'aws-rds-database',
    techniques: ['T1578', 'T1485'],
    policyOperation: null,
    via: 'rds',
    takeOver: ['rds:ModifyDBInstance', 'rds:ModifyDBCluster'],
    tier: 1,
    levels: [
      // Either sets the password of the master user; whether the database can be reached is another question.
      {
        rule: 'aws-rds-administer',
        kind: 'can-administer',
        actions: [
          'rds:ModifyDBInstance',
          'rds:ModifyDBCluster',
          'rds:DeleteDBInstance',
          'rds:DeleteDBCluster',
        ],
      },
    ],
  },
  'lambda-function': {
    noun: 'a function',
    entity: 'aws-lambda-function',
    techniques: ['T1648'],
    policyOperation: 'lambda:GetPolicy',
    via: 'lambda',
    takeOver: ['lambda:UpdateFunctionCode'],
    tier: 2,
    levels: [
      {
        rule: 'aws-lambda-invoke',
        kind: 'can-invoke',
        actions: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'],
        byPolicyOnly: true,
      },
      {
        rule: 'aws-lambda-policy-update',
        kind: 'can-take-over',
        actions: ['lambda:UpdateFunctionCode'],
        byPolicyOnly: true,
      },
      {
        rule: 'aws-lambda-policy-administer',
        kind: 'can-administer',
        actions: ['lambda:AddPermission', 'lambda:DeleteFunction'],
        byPolicyOnly: true,
      },
    ],
  },
};
