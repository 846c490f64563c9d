import type { EntityKind } from '../../../schema/kinds/entity-kinds.ts';
import type { ResourceKind } from '../../aws/read/facts.ts';
import type { Level } from './levels.ts';
import { MESSAGE_AND_IMAGE_KINDS } from './message-and-image-kinds.ts';

/** What rules and people call a kind of resource, and what may be done to it. */
export interface ResourceKindInfo {
  readonly noun: string;
  readonly entity: EntityKind;
  /** MITRE ATT&CK techniques of having access. */
  readonly techniques: readonly string[];
  /** The operation that gives its policy; null where it has none that could deny. */
  readonly policyOperation: string | null;
  /** The service that asks KMS on behalf of whoever reads: `kms:ViaService` without region. */
  readonly via: string;
  /** Actions by which an administrator of the account makes it its own, in the order tried. */
  readonly takeOver: readonly string[];
  /** 1 for what holds data or keys, 2 for the rest. */
  readonly tier: 1 | 2;
  readonly levels: readonly Level[];
}

/** Kinds of resource that rules of access know. */
export const resourceKinds: Readonly<Record<ResourceKind, ResourceKindInfo>> = {
  's3-bucket': {
    noun: 'an S3 bucket',
    entity: 'aws-s3-bucket',
    techniques: ['T1530'],
    policyOperation: 's3:GetBucketPolicy',
    via: 's3',
    takeOver: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
    tier: 1,
    levels: [
      {
        rule: 'aws-s3-read',
        kind: 'can-read',
        actions: ['s3:GetObject'],
        versions: 's3:GetObjectVersion',
        onObjects: true,
        decrypts: true,
      },
      {
        rule: 'aws-s3-write',
        kind: 'can-write',
        actions: ['s3:PutObject', 's3:DeleteObject'],
        onObjects: true,
      },
      {
        rule: 'aws-s3-administer',
        kind: 'can-administer',
        actions: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:DeleteBucket'],
      },
    ],
  },
  secret: {
    noun: 'a secret',
    entity: 'aws-secret',
    techniques: ['T1555.006'],
    policyOperation: 'secretsmanager:GetResourcePolicy',
    via: 'secretsmanager',
    takeOver: [
      'secretsmanager:PutResourcePolicy',
      'secretsmanager:DeleteResourcePolicy',
      'secretsmanager:GetSecretValue',
    ],
    tier: 1,
    levels: [
      {
        rule: 'aws-secret-read',
        kind: 'can-read',
        actions: ['secretsmanager:GetSecretValue'],
        decrypts: true,
      },
      {
        rule: 'aws-secret-write',
        kind: 'can-write',
        actions: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret'],
      },
      {
        rule: 'aws-secret-administer',
        kind: 'can-administer',
        actions: ['secretsmanager:PutResourcePolicy', 'secretsmanager:DeleteSecret'],
      },
    ],
  },
  'kms-key': {
    noun: 'a KMS key',
    entity: 'aws-kms-key',
    techniques: ['T1555.006'],
    policyOperation: 'kms:GetKeyPolicy',
    via: 'kms',
    takeOver: ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:Decrypt'],
    tier: 1,
    levels: [
      { rule: 'aws-kms-decrypt', kind: 'can-decrypt', actions: ['kms:Decrypt'] },
      {
        rule: 'aws-kms-administer',
        kind: 'can-administer',
        actions: ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:ScheduleKeyDeletion'],
      },
    ],
  },
  'dynamodb-table': {
    noun: 'a DynamoDB table',
    entity: 'aws-dynamodb-table',
    techniques: ['T1530'],
    policyOperation: 'dynamodb:GetResourcePolicy',
    via: 'dynamodb',
    takeOver: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy', 'dynamodb:GetItem'],
    tier: 1,
    levels: [
      {
        rule: 'aws-dynamodb-read',
        kind: 'can-read',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:BatchGetItem'],
      },
      {
        rule: 'aws-dynamodb-write',
        kind: 'can-write',
        actions: [
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem',
        ],
      },
      {
        rule: 'aws-dynamodb-administer',
        kind: 'can-administer',
        actions: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteTable'],
      },
    ],
  },
  'ssm-parameter': {
    noun: 'an SSM parameter',
    entity: 'aws-ssm-parameter',
    techniques: ['T1555.006'],
    policyOperation: null,
    via: 'ssm',
    takeOver: ['ssm:GetParameter'],
    tier: 1,
    levels: [
      {
        rule: 'aws-ssm-read',
        kind: 'can-read',
        actions: [
          'ssm:GetParameter',
          'ssm:GetParameters',
          'ssm:GetParametersByPath',
          'ssm:GetParameterHistory',
        ],
        decrypts: true,
      },
      { rule: 'aws-ssm-write', kind: 'can-write', actions: ['ssm:PutParameter', 'ssm:DeleteParameter'] },
    ],
  },
  ...MESSAGE_AND_IMAGE_KINDS,
};
