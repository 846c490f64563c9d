import { CLUSTER } from './cluster.ts';
import type { PolicyDocument } from './company.ts';
import { arn, policy } from './company.ts';

export interface Group {
  readonly name: string;
  readonly created: string;
  readonly attached: readonly string[];
  readonly inline: Readonly<Record<string, PolicyDocument>>;
}

export const GROUPS: readonly Group[] = [
  {
    name: 'ci-automation',
    created: '2024-03-11T09:05:00Z',
    // The first would let its members make themselves administrators; the second denies just that.
    attached: [arn.policy('ci-self-service'), arn.policy('ci-guardrails')],
    inline: {
      publish: policy({
        Sid: 'PublishArtefacts',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: arn.objects('larkfield-release-artifacts'),
      }),
    },
  },
  {
    name: 'platform-team',
    created: '2020-05-04T08:30:00Z',
    attached: [arn.awsPolicy('IAMReadOnlyAccess')],
    inline: {
      'assume-observer': policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: arn.role('platform-observer'),
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
      'cluster-access': policy({
        Sid: 'GrantClusterAccess',
        Effect: 'Allow',
        Action: [
          'eks:DescribeCluster',
          'eks:ListAccessEntries',
          'eks:CreateAccessEntry',
          'eks:AssociateAccessPolicy',
        ],
        Resource: [CLUSTER.arn, CLUSTER.arn.replace(':cluster/', ':access-entry/').concat('/*')],
      }),
    },
  },
  {
    name: 'engineers',
    created: '2020-05-04T08:31:00Z',
    attached: [],
    inline: {
      'assume-developer': policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: arn.role('app-developer'),
      }),
    },
  },
  {
    name: 'data-analysts',
    created: '2021-02-01T08:00:00Z',
    // Reads every bucket as far as this goes; the bucket of customer exports denies it.
    attached: [arn.awsPolicy('AmazonS3ReadOnlyAccess')],
    inline: {
      'query-orders': policy({
        Sid: 'QueryOrdersWithMfa',
        Effect: 'Allow',
        Action: ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:Scan'],
        Resource: arn.table('orders'),
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
    },
  },
  {
    name: 'security-auditors',
    created: '2020-05-04T08:32:00Z',
    attached: [arn.awsPolicy('IAMReadOnlyAccess')],
    inline: {},
  },
  {
    name: 'finance',
    created: '2020-05-04T08:33:00Z',
    attached: [],
    inline: {
      'read-invoices': policy({
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: [arn.bucket('larkfield-invoices'), arn.objects('larkfield-invoices')],
      }),
    },
  },
];
