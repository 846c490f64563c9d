import { PRODUCTION } from './company.ts';
import { awsId } from './ids.ts';

export interface AccessKey {
  readonly id: string;
  readonly status: 'Active' | 'Inactive';
  readonly created: string;
  readonly lastUsed: { readonly date: string; readonly service: string; readonly region: string } | null;
}

/** The key of the story: printed by a build job and found by somebody else. */
export const LEAKED_KEY_ID = awsId('AKIA', PRODUCTION, 'ci-deployer');
/** The key Trustpath collects with. */
export const AUDITOR_KEY_ID = awsId('AKIA', PRODUCTION, 'trustpath-auditor');

export const ACCESS_KEYS: Readonly<Record<string, readonly AccessKey[]>> = {
  'ci-deployer': [
    {
      id: LEAKED_KEY_ID,
      status: 'Active',
      created: '2024-03-11T09:12:40Z',
      lastUsed: { date: '2026-11-20T22:41:00Z', service: 'sts', region: 'eu-central-1' },
    },
  ],
  'trustpath-auditor': [
    {
      id: AUDITOR_KEY_ID,
      status: 'Active',
      created: '2026-11-02T08:00:00Z',
      lastUsed: { date: '2026-11-21T06:30:00Z', service: 'iam', region: 'us-east-1' },
    },
  ],
  'backup-agent': [
    {
      id: awsId('AKIA', PRODUCTION, 'backup-agent'),
      status: 'Active',
      created: '2023-06-01T07:00:00Z',
      lastUsed: { date: '2026-11-21T02:00:00Z', service: 'dynamodb', region: 'eu-central-1' },
    },
    {
      id: awsId('AKIA', PRODUCTION, 'backup-agent-2021'),
      status: 'Inactive',
      created: '2021-02-15T07:00:00Z',
      lastUsed: { date: '2023-06-02T02:00:00Z', service: 'dynamodb', region: 'eu-central-1' },
    },
  ],
  'metrics-exporter': [
    {
      id: awsId('AKIA', PRODUCTION, 'metrics-exporter'),
      status: 'Active',
      created: '2022-09-20T10:30:00Z',
      lastUsed: { date: '2026-11-21T06:59:00Z', service: 'monitoring', region: 'eu-central-1' },
    },
  ],
  'legacy-ftp-sync': [
    // Made in 2017, before ids carried the account.
    { id: 'AKIAJ4NKFTPSYNCOLD2Q', status: 'Active', created: '2017-05-04T12:00:00Z', lastUsed: null },
  ],
  'hugo.martin': [
    {
      id: awsId('AKIA', PRODUCTION, 'hugo.martin'),
      status: 'Inactive',
      created: '2023-01-09T08:15:00Z',
      lastUsed: { date: '2025-04-30T15:20:00Z', service: 's3', region: 'eu-central-1' },
    },
  ],
};
