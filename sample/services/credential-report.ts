import { PRODUCTION } from '../estate/company.ts';
import { ACCESS_KEYS, type AccessKey } from '../estate/keys.ts';
import { USERS, type User } from '../estate/users.ts';

const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
];

/** When the report was made; a report is kept for four hours. */
export const REPORT_TIME = '2026-11-21T06:31:00Z';

/** IAM's credential report as CSV (IAM User Guide, "Generate credential reports"); times as IAM writes them. */
export function credentialReport(): string {
  const root = [
    '<root_account>',
    `arn:aws:iam::${PRODUCTION}:root`,
    time('2020-05-04T07:45:00Z'),
    'not_supported',
    time('2020-05-04T07:50:00Z'),
    'not_supported',
    'not_supported',
    'true',
    ...keyColumns(undefined),
    ...keyColumns(undefined),
    ...['false', 'N/A', 'false', 'N/A'],
  ];
  return [COLUMNS, root, ...USERS.map(row)].map((cells) => cells.join(',')).join('\n');
}

function row(user: User): string[] {
  const [first, second] = ACCESS_KEYS[user.name] ?? [];
  return [
    user.name,
    `arn:aws:iam::${PRODUCTION}:user/${user.name}`,
    time(user.created),
    String(user.console !== null),
    user.console === null
      ? 'N/A'
      : user.console.lastUsed === null
        ? 'no_information'
        : time(user.console.lastUsed),
    user.console === null ? 'N/A' : time(user.console.created),
    'N/A',
    String(user.mfa),
    ...keyColumns(first),
    ...keyColumns(second),
    ...['false', 'N/A', 'false', 'N/A'],
  ];
}

function keyColumns(key: AccessKey | undefined): string[] {
  if (key === undefined) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const used = key.lastUsed;
  return [
    String(key.status === 'Active'),
    time(key.created),
    used === null ? 'N/A' : time(used.date),
    used?.region ?? 'N/A',
    used?.service ?? 'N/A',
  ];
}

function time(utc: string): string {
  return utc.replace('Z', '+00:00');
}
