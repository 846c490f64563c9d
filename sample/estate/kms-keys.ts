import type { PolicyDocument } from './company.ts';
import { arn, PRODUCTION, policy, REGION, SHARED_SERVICES } from './company.ts';
import { uuid } from './ids.ts';

export interface KmsKey {
  readonly id: string;
  readonly alias: string;
  readonly description: string;
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly created: string;
  readonly policy: PolicyDocument;
}

export const PAYMENTS_KEY_ID = uuid('kms/payments');
export const ARCHIVES_KEY_ID = uuid('kms/archives');
const SECRETS_MANAGER_KEY_ID = uuid('kms/aws/secretsmanager');

export const KMS_KEYS: readonly KmsKey[] = [
  {
    id: PAYMENTS_KEY_ID,
    alias: 'alias/payments',
    description: 'Encrypts the credentials of the payment provider',
    manager: 'CUSTOMER',
    created: '2021-09-13T10:00:00Z',
    policy: policy(
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${PRODUCTION}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Payments service through Secrets Manager',
        Effect: 'Allow',
        Principal: { AWS: arn.role('payments-service') },
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` } },
      },
      {
        Sid: 'Webhooks through Secrets Manager',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${SHARED_SERVICES}:role/webhook-gateway` },
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` } },
      },
    ),
  },
  {
    id: ARCHIVES_KEY_ID,
    alias: 'alias/archives',
    description: 'Encrypts archives of customer and personnel data',
    manager: 'CUSTOMER',
    created: '2022-11-28T10:00:00Z',
    // Leaves nothing to IAM policies: only those named here may use it.
    policy: policy(
      {
        Sid: 'Administration',
        Effect: 'Allow',
        Principal: { AWS: [arn.role('sso-administrator'), arn.role('break-glass-admin')] },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
        Resource: '*',
      },
      {
        Sid: 'Collection reads the configuration',
        Effect: 'Allow',
        Principal: { AWS: arn.user('trustpath-auditor') },
        Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
        Resource: '*',
      },
      {
        Sid: 'Use',
        Effect: 'Allow',
        Principal: { AWS: arn.role('exports-job') },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
      },
    ),
  },
  {
    id: SECRETS_MANAGER_KEY_ID,
    alias: 'alias/aws/secretsmanager',
    description: 'Default key that protects my Secrets Manager data when no other key is defined',
    manager: 'AWS',
    created: '2020-06-01T10:00:00Z',
    policy: policy({
      Sid: 'Allow access through AWS Secrets Manager for all principals in the account that are authorized to use AWS Secrets Manager',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:CreateGrant',
        'kms:DescribeKey',
      ],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:CallerAccount': PRODUCTION,
          'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com`,
        },
      },
    }),
  },
];
