import { type MemoryCall, memorySource } from '../../analysis/observations/memory-source.ts';
import type { Json } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { publish } from '../publish.ts';
import {
  functionArn,
  type MonthTruth,
  PARTIAL,
  type Power,
  type RoleTruth,
  roleArn,
  SECRET,
  sealedAt,
  type UserTruth,
  userArn,
} from './estate-year.ts';

const ACCOUNT = '111122223333';

/** Seals a month of the year as its collection would have been. */
export function sealMonth(path: string, truth: MonthTruth): void {
  const at = sealedAt(truth.month);
  const source = memorySource(callsOf(truth), { account: ACCOUNT, startedAt: at });
  const writer = createSnapshot(path, { createdBy: 'test', createdAt: at });
  for (const each of source.sources()) writer.openSource(each);
  for (const call of source.calls())
    writer.recordCall(call, call.observation === null ? null : source.document(call.observation));
  for (const operation of [
    'iam:GetAccountAuthorizationDetails',
    'lambda:ListFunctions',
    'iam:ListAccessKeys',
  ])
    writer.recordCoverage({
      source: 'aws:test',
      operation,
      region: operation.startsWith('lambda') ? 'eu-west-1' : null,
      ...(operation === 'iam:ListAccessKeys' && truth.month === PARTIAL
        ? { status: 'denied', reason: 'not authorized', kinds: ['authenticates-as'] }
        : { status: 'complete', reason: '', kinds: [] }),
      items: 0,
      calls: 1,
    });
  for (const { id } of source.sources()) writer.closeSource(id, at, null);
  publish(writer, { signal: new AbortController().signal, onProgress: () => undefined, sealedAt: at });
  writer.close();
}

function callsOf({ month, users, roles }: MonthTruth): MemoryCall[] {
  return [
    {
      operation: 'sts:GetCallerIdentity',
      document: { Account: ACCOUNT, Arn: userArn('auditor'), UserId: 'AIDAEXAMPLE' },
    },
    {
      operation: 'iam:GetAccountAuthorizationDetails',
      document: {
        UserDetailList: users.map(userDetail),
        GroupDetailList: [],
        RoleDetailList: roles.map((role) => roleDetail(role, users)),
        Policies: [],
      },
    },
    {
      operation: 'lambda:ListFunctions',
      region: 'eu-west-1',
      document: {
        Functions: roles.flatMap(({ name, functions }) =>
          Array.from({ length: functions }, (_, n) => ({
            FunctionName: `${name}-${n}`,
            FunctionArn: functionArn(name, n),
            Role: roleArn(name),
          })),
        ),
      },
    },
    {
      operation: 'secretsmanager:ListSecrets',
      region: 'eu-west-1',
      document: { SecretList: [{ ARN: SECRET, Name: 'customers' }] },
    },
    {
      operation: 'secretsmanager:GetResourcePolicy',
      region: 'eu-west-1',
      parameters: { SecretId: SECRET },
      document: { ARN: SECRET, Name: 'customers' },
    },
    ...(month === PARTIAL ? [] : users.flatMap(keyCalls)),
    ...roles.flatMap(({ name, services }) =>
      services === null
        ? []
        : [
            {
              operation: 'iam:GetServiceLastAccessedDetails',
              parameters: { Arn: roleArn(name) },
              document: {
                JobCompletionDate: sealedAt(month),
                ServicesLastAccessed: Array.from({ length: services.granted }, (_, n) => ({
                  ServiceNamespace: `s${n}`,
                  ...(n < services.used && { LastAuthenticated: sealedAt(month) }),
                })),
              },
            },
          ],
    ),
  ];
}

const tags = (owned: boolean) => (owned ? [{ Key: 'Owner', Value: 'Amara' }] : []);

function userDetail(user: UserTruth): Json {
  return {
    UserName: user.name,
    UserId: `AIDA${user.name.toUpperCase()}`,
    Arn: userArn(user.name),
    Path: '/',
    CreateDate: user.made,
    GroupList: [],
    Tags: tags(user.owned),
    UserPolicyList: policies(user.can, user.assumes),
  };
}

function roleDetail(role: RoleTruth, users: readonly UserTruth[]): Json {
  const trusted = users.filter(({ assumes }) => assumes === role.name).map(({ name }) => userArn(name));
  return {
    RoleName: role.name,
    RoleId: `AROA${role.name.toUpperCase()}`,
    Arn: roleArn(role.name),
    Path: '/',
    CreateDate: role.made,
    InstanceProfileList: [],
    Tags: tags(role.owned),
    ...(role.used !== null && {
      RoleLastUsed: role.used === 'never' ? {} : { LastUsedDate: role.used, Region: 'eu-west-1' },
    }),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ...(trusted.length === 0
          ? []
          : [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }]),
        ...(role.issuer === null
          ? []
          : [
              {
                Effect: 'Allow',
                Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${role.issuer}` },
                Action: 'sts:AssumeRoleWithWebIdentity',
                Condition: { StringEquals: { [`${role.issuer}:aud`]: 'sts.amazonaws.com' } },
              },
            ]),
      ],
    },
    RolePolicyList: policies(role.can, null),
  };
}

function policies(can: Power, assumes: string | null): Json[] {
  const statements: Json[] = [];
  if (can === 'everything') statements.push({ Effect: 'Allow', Action: '*', Resource: '*' });
  if (can === 'everything-from-a-network')
    statements.push({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    });
  if (can === 'secret')
    statements.push({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: SECRET });
  if (assumes !== null)
    statements.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn(assumes) });
  if (statements.length === 0) return [];
  return [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
}

function keyCalls({ name, keys }: UserTruth): MemoryCall[] {
  return [
    {
      operation: 'iam:ListAccessKeys',
      parameters: { UserName: name },
      document: {
        AccessKeyMetadata: keys.map(({ id, made }) => ({
          UserName: name,
          AccessKeyId: id,
          Status: 'Active',
          CreateDate: made,
        })),
      },
    },
    ...keys.map(({ id, used }) => ({
      operation: 'iam:GetAccessKeyLastUsed',
      parameters: { AccessKeyId: id },
      document: {
        UserName: name,
        AccessKeyLastUsed: {
          Region: 'N/A',
          ServiceName: 'N/A',
          ...(used !== 'never' && { LastUsedDate: used }),
        },
      },
    })),
  ];
}
