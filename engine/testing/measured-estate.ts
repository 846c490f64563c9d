import fc from 'fast-check';
import { type MemoryCall, memorySource } from '../../analysis/observations/memory-source.ts';
import type { Json } from '../../schema/json.ts';
import type { Coverage } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { publish } from '../publish.ts';

/** When the estates of this file were collected. */
export const AT = '2026-03-01T00:00:00.000Z';
const ACCOUNT = '111122223333';
export const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
export const keyId = (user: number, key: number) => `AKIAU${user}K${key}`.padEnd(20, '2');
export const FUNCTION = (role: number, n: number) =>
  `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f${role}x${n}`;

/** An account by what is true of it. Ages are days before `AT`. */
export interface Estate {
  readonly users: readonly {
    readonly owned: boolean;
    /** Null: nobody listed them. */
    readonly keys: readonly { readonly made: number; readonly used: number | 'never' | null }[] | null;
  }[];
  readonly roles: readonly {
    readonly owned: boolean;
    readonly functions: number;
    readonly issuer: string | null;
    readonly made: number;
    readonly used: number | 'never' | null;
    readonly services: { readonly granted: number; readonly used: number } | null;
    readonly can: 'everything' | 'everything-from-a-network' | 'none';
  }[];
}

const days = fc.constantFrom(1, 30, 89, 90, 91, 200, 400);
const used = fc.oneof(days, fc.constantFrom('never' as const, null));

/** Estates of every mixture of what is so, is not so and is not known. */
export const estate: fc.Arbitrary<Estate> = fc.record({
  users: fc.array(
    fc.record({
      owned: fc.boolean(),
      keys: fc.option(fc.array(fc.record({ made: days, used }), { maxLength: 2 })),
    }),
    { maxLength: 3 },
  ),
  roles: fc.array(
    fc.record({
      owned: fc.boolean(),
      functions: fc.nat(3),
      issuer: fc.constantFrom(null, 'token.actions.githubusercontent.com', 'issuer.example.com'),
      made: days,
      used,
      services: fc.option(
        fc.nat(4).chain((granted) => fc.record({ granted: fc.constant(granted), used: fc.nat(granted) })),
      ),
      can: fc.constantFrom('everything' as const, 'everything-from-a-network' as const, 'none' as const),
    }),
    { maxLength: 4 },
  ),
});

const daysAgo = (count: number) => new Date(Date.parse(AT) - count * 86_400_000).toISOString();
const tags = (owned: boolean) => (owned ? [{ Key: 'Owner', Value: 'Amara' }] : []);

/** Seals an estate as its collection would have been. */
export function sealed(path: string, made: Estate, coverage: readonly Coverage[] = []): void {
  const source = memorySource(callsOf(made), { account: ACCOUNT, startedAt: AT });
  const writer = createSnapshot(path, { createdBy: 'test', createdAt: AT });
  for (const each of source.sources()) writer.openSource(each);
  for (const call of source.calls())
    writer.recordCall(call, call.observation === null ? null : source.document(call.observation));
  for (const record of coverage) writer.recordCoverage(record);
  publish(writer, { signal: new AbortController().signal, onProgress: () => undefined });
  writer.close();
}

function callsOf({ users, roles }: Estate): MemoryCall[] {
  const functions = roles.flatMap((role, at) =>
    Array.from({ length: role.functions }, (_, n) => ({
      FunctionName: `f${at}x${n}`,
      FunctionArn: FUNCTION(at, n),
      Role: arn(`role/r${at}`),
    })),
  );
  return [
    {
      operation: 'sts:GetCallerIdentity',
      document: { Account: ACCOUNT, Arn: arn('user/auditor'), UserId: 'AIDAEXAMPLE' },
    },
    {
      operation: 'iam:GetAccountAuthorizationDetails',
      document: {
        UserDetailList: users.map(({ owned }, at) => ({
          UserName: `u${at}`,
          UserId: `AIDAU${at}`,
          Arn: arn(`user/u${at}`),
          Path: '/',
          CreateDate: daysAgo(500),
          GroupList: [],
          Tags: tags(owned),
        })),
        GroupDetailList: [],
        RoleDetailList: roles.map(roleDetail),
        Policies: [],
      },
    },
    { operation: 'lambda:ListFunctions', region: 'eu-west-1', document: { Functions: functions } },
    ...users.flatMap(({ keys }, at) => (keys === null ? [] : keyCalls(keys, at))),
    ...roles.flatMap(({ services }, at) =>
      services === null
        ? []
        : [
            {
              operation: 'iam:GetServiceLastAccessedDetails',
              parameters: { Arn: arn(`role/r${at}`) },
              document: {
                JobCompletionDate: AT,
                ServicesLastAccessed: Array.from({ length: services.granted }, (_, n) => ({
                  ServiceNamespace: `s${n}`,
                  ...(n < services.used && { LastAuthenticated: daysAgo(1) }),
                })),
              },
            },
          ],
    ),
  ];
}

function roleDetail(role: Estate['roles'][number], at: number): Json {
  const { owned, issuer, made, can } = role;
  const network = can === 'everything-from-a-network' && {
    Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  };
  return {
    RoleName: `r${at}`,
    RoleId: `AROAR${at}`,
    Arn: arn(`role/r${at}`),
    Path: '/',
    CreateDate: daysAgo(made),
    InstanceProfileList: [],
    Tags: tags(owned),
    ...(role.used !== null && {
      RoleLastUsed: role.used === 'never' ? {} : { LastUsedDate: daysAgo(role.used), Region: 'eu-west-1' },
    }),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ...(issuer === null
          ? []
          : [
              {
                Effect: 'Allow',
                Principal: { Federated: arn(`oidc-provider/${issuer}`) },
                Action: 'sts:AssumeRoleWithWebIdentity',
                Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } },
              },
            ]),
      ],
    },
    RolePolicyList:
      can === 'none'
        ? []
        : [
            {
              PolicyName: 'all',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...network }],
              },
            },
          ],
  };
}

function keyCalls(keys: NonNullable<Estate['users'][number]['keys']>, at: number): MemoryCall[] {
  return [
    {
      operation: 'iam:ListAccessKeys',
      parameters: { UserName: `u${at}` },
      document: {
        AccessKeyMetadata: keys.map(({ made }, n) => ({
          UserName: `u${at}`,
          AccessKeyId: keyId(at, n),
          Status: 'Active',
          CreateDate: daysAgo(made),
        })),
      },
    },
    ...keys.flatMap(({ used: last }, n) =>
      last === null
        ? []
        : [
            {
              operation: 'iam:GetAccessKeyLastUsed',
              parameters: { AccessKeyId: keyId(at, n) },
              document: {
                UserName: `u${at}`,
                AccessKeyLastUsed: {
                  Region: 'N/A',
                  ServiceName: 'N/A',
                  ...(last !== 'never' && { LastUsedDate: daysAgo(last) }),
                },
              },
            },
          ],
    ),
  ];
}
