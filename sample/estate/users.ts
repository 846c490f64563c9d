import type { PolicyDocument, Tags } from './company.ts';
import { arn, policy } from './company.ts';

export interface User {
  readonly name: string;
  readonly created: string;
  readonly groups: readonly string[];
  readonly attached: readonly string[];
  readonly inline: Readonly<Record<string, PolicyDocument>>;
  readonly tags: Tags;
  /** Console password, where there is one. */
  readonly console: { readonly created: string; readonly lastUsed: string | null } | null;
  readonly mfa: boolean;
}

function person(name: string, created: string, group: string, tags: Tags, mfa = true): User {
  return {
    name,
    created,
    groups: [group],
    attached: [arn.awsPolicy('IAMUserChangePassword')],
    inline: {},
    tags,
    console: { created, lastUsed: '2026-11-19T08:05:00Z' },
    mfa,
  };
}

function machine(
  name: string,
  created: string,
  purpose: string,
  inline: User['inline'],
  more: Partial<User> = {},
): User {
  return {
    name,
    created,
    groups: [],
    attached: [],
    inline,
    tags: { purpose },
    console: null,
    mfa: false,
    ...more,
  };
}

export const USERS: readonly User[] = [
  person('amara.okafor', '2021-04-12T08:00:00Z', 'platform-team', { team: 'platform' }),
  person('ben.lindqvist', '2022-01-17T08:00:00Z', 'platform-team', { team: 'platform' }),
  person('chiara.rossi', '2022-08-01T08:00:00Z', 'engineers', { team: 'orders' }),
  person('daniel.weiss', '2023-03-06T08:00:00Z', 'engineers', { team: 'payments' }, false),
  person('elif.demir', '2023-10-02T08:00:00Z', 'data-analysts', { team: 'data' }),
  person('farid.haddad', '2021-11-15T08:00:00Z', 'security-auditors', { team: 'security' }),
  person('grace.mwangi', '2020-06-22T08:00:00Z', 'finance', { team: 'finance' }),
  {
    ...person('hugo.martin', '2023-01-09T08:00:00Z', 'engineers', { team: 'orders', status: 'left 2025-04' }),
    console: null,
    mfa: false,
  },

  machine(
    'ci-deployer',
    '2024-03-11T09:10:00Z',
    'Build server. Publishes artefacts.',
    {
      'assume-build-role': policy({
        Sid: 'AssumeBuildRole',
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: arn.role('build-artifacts'),
      }),
    },
    { groups: ['ci-automation'] },
  ),
  machine('backup-agent', '2021-02-15T07:00:00Z', 'Nightly export of tables', {
    backup: policy(
      {
        Sid: 'ReadTables',
        Effect: 'Allow',
        Action: ['dynamodb:DescribeTable', 'dynamodb:Scan', 'dynamodb:ListTables'],
        Resource: arn.table('*'),
      },
      // Works for keys whose policy leaves it to IAM (payments), not for those that name their users (archives).
      { Sid: 'DecryptBackups', Effect: 'Allow', Action: 'kms:Decrypt', Resource: arn.key('*') },
    ),
  }),
  machine('metrics-exporter', '2022-09-20T10:30:00Z', 'Pushes metrics', {
    'put-metrics': policy({ Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*' }),
  }),
  machine('legacy-ftp-sync', '2017-05-04T11:55:00Z', 'Copied supplier files by FTP until 2024', {
    'ftp-drop': policy({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: arn.objects('larkfield-hr-archive'),
      Condition: { DateLessThan: { 'aws:CurrentTime': '2025-01-01T00:00:00Z' } },
    }),
  }),
  {
    name: 'break-glass',
    created: '2020-05-04T08:00:00Z',
    groups: [],
    attached: [],
    inline: {
      'assume-break-glass': policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: arn.role('break-glass-admin'),
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
    },
    tags: { purpose: 'Emergency access, envelope in the safe' },
    console: { created: '2020-05-04T08:00:00Z', lastUsed: '2026-02-02T10:00:00Z' },
    mfa: true,
  },
  machine(
    'trustpath-auditor',
    '2026-11-02T08:00:00Z',
    'Read-only collection',
    {},
    { attached: [arn.policy('trustpath-collect')] },
  ),
];
