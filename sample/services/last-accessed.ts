import { ACCESS_KEYS } from '../estate/keys.ts';
import { ROLES, roleArn } from '../estate/roles.ts';
import type { AnswerObject } from '../protocol/call.ts';

const SERVICE_NAMES: Readonly<Record<string, string>> = {
  dynamodb: 'Amazon DynamoDB',
  iam: 'AWS Identity and Access Management',
  monitoring: 'Amazon CloudWatch',
  s3: 'Amazon S3',
  secretsmanager: 'AWS Secrets Manager',
  sts: 'AWS Security Token Service',
};

/** Services the principals of the story used; the others show what their own key or session last used. */
const USED: Readonly<Record<string, readonly (readonly [namespace: string, date: string | null])[]>> = {
  'ci-deployer': [
    ['s3', '2026-11-20T22:40:00Z'],
    ['sts', '2026-11-20T22:41:00Z'],
    ['iam', null],
  ],
  'build-artifacts': [
    ['s3', '2026-11-20T22:43:00Z'],
    ['iam', '2024-05-28T09:00:00Z'],
  ],
  'platform-deploy': [
    ['s3', '2026-11-18T13:00:00Z'],
    ['secretsmanager', '2026-11-18T13:02:00Z'],
    ['dynamodb', '2026-11-18T13:05:00Z'],
    ['sts', '2026-08-03T08:58:00Z'],
  ],
};

/** What GetServiceLastAccessedDetails says of a principal. */
export function lastAccessed(arn: string): AnswerObject[] {
  const name = arn.split('/').at(-1) ?? '';
  return (USED[name] ?? fromKeyOrSession(arn, name)).map(([namespace, date]) => ({
    ServiceName: SERVICE_NAMES[namespace] ?? namespace,
    ServiceNamespace: namespace === 'monitoring' ? 'cloudwatch' : namespace,
    LastAuthenticated: date === null ? undefined : new Date(date),
    LastAuthenticatedEntity: date === null ? undefined : arn,
    LastAuthenticatedRegion: date === null ? undefined : 'eu-central-1',
    TotalAuthenticatedEntities: date === null ? 0 : 1,
  }));
}

function fromKeyOrSession(arn: string, name: string): (readonly [string, string | null])[] {
  const keys = (ACCESS_KEYS[name] ?? []).flatMap((key) => (key.lastUsed === null ? [] : [key.lastUsed]));
  if (keys.length > 0) return keys.map((used) => [used.service, used.date]);
  const role = ROLES.find((one) => roleArn(one) === arn);
  return role?.lastUsed ? [['s3', role.lastUsed]] : [];
}
