import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { ResourceKind } from '../../aws/read/facts.ts';

/** A degree of access to a kind of resource: any of the actions gives it. */
export interface Level {
  readonly rule: string;
  readonly kind: RelationKind;
  readonly actions: readonly string[];
  /** Asked on an object of the bucket instead of the bucket. */
  readonly onObjects?: true;
  /** Reading also needs kms:Decrypt where a customer key encrypts the data. */
  readonly decrypts?: true;
}

export const LEVELS: Readonly<Record<ResourceKind, readonly Level[]>> = {
  's3-bucket': [
    { rule: 'aws-s3-read', kind: 'can-read', actions: ['s3:GetObject'], onObjects: true, decrypts: true },
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
  secret: [
    { rule: 'aws-secret-read', kind: 'can-read', actions: ['secretsmanager:GetSecretValue'], decrypts: true },
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
  'kms-key': [
    { rule: 'aws-kms-decrypt', kind: 'can-decrypt', actions: ['kms:Decrypt'] },
    {
      rule: 'aws-kms-administer',
      kind: 'can-administer',
      actions: ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:ScheduleKeyDeletion'],
    },
  ],
  'dynamodb-table': [
    {
      rule: 'aws-dynamodb-read',
      kind: 'can-read',
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:BatchGetItem'],
    },
    {
      rule: 'aws-dynamodb-write',
      kind: 'can-write',
      actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
    },
    {
      rule: 'aws-dynamodb-administer',
      kind: 'can-administer',
      actions: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteTable'],
    },
  ],
  'ssm-parameter': [
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
};
