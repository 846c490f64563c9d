import type { Json, JsonObject } from '../../../schema/json.ts';
import type { Coverage, Relation } from '../../../schema/records.ts';
import { derive } from '../../derive.ts';
import { type MemoryCall, memorySource } from '../../observations/memory-source.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const user = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`;
export const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const managed = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

export const allow = (action: Json, resource: Json = '*', condition?: Json): JsonObject => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
export const deny = (action: Json, resource: Json = '*', condition?: Json): JsonObject => ({
  ...allow(action, resource, condition),
  Effect: 'Deny',
});
export const everything = [allow('*')];
export const trusts = (principal: Json, rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...rest,
});

export interface SmallPrincipal {
  /** Statements of one inline policy. */
  readonly can?: readonly JsonObject[];
  /** Statements of a second inline policy, for denials that a technique may remove. */
  readonly also?: readonly JsonObject[];
  /** Names of managed policies. */
  readonly has?: readonly string[];
  readonly boundary?: string;
  readonly groups?: readonly string[];
  readonly trust?: readonly JsonObject[];
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Roles: the name of the instance profile that holds it. */
  readonly profile?: string;
}

export interface SmallAccount {
  readonly users?: Readonly<Record<string, SmallPrincipal>>;
  readonly roles?: Readonly<Record<string, SmallPrincipal>>;
  readonly groups?: Readonly<Record<string, SmallPrincipal>>;
  /** Versions of customer managed policies, the last one in force; a negative count of statements is never needed. */
  readonly policies?: Readonly<Record<string, readonly (readonly JsonObject[])[]>>;
  readonly calls?: readonly MemoryCall[];
  readonly coverage?: readonly Coverage[];
  readonly startedAt?: string;
}

const document = (statements: readonly JsonObject[]): Json => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** An account written down in a few lines, as the observations a collector would have made of it. */
export function smallAccount(account: SmallAccount): ObservationSource {
  const details: Json = {
    UserDetailList: Object.entries(account.users ?? {}).map(([name, each]) => ({
      UserName: name,
      UserId: `AIDA${name.toUpperCase()}`,
      Arn: `arn:aws:iam::${ACCOUNT}:user${each.path ?? '/'}${name}`,
      Path: each.path ?? '/',
      GroupList: each.groups ?? [],
      UserPolicyList: inline(each),
      ...shared(each),
    })),
    GroupDetailList: Object.entries(account.groups ?? {}).map(([name, each]) => ({
      GroupName: name,
      GroupId: `AGPA${name.toUpperCase()}`,
      Arn: `arn:aws:iam::${ACCOUNT}:group/${name}`,
      Path: '/',
      GroupPolicyList: inline(each),
      ...shared(each),
    })),
    RoleDetailList: Object.entries(account.roles ?? {}).map(([name, each]) => ({
      RoleName: name,
      RoleId: `AROA${name.toUpperCase()}`,
      Arn: `arn:aws:iam::${ACCOUNT}:role${each.path ?? '/'}${name}`,
      Path: each.path ?? '/',
      AssumeRolePolicyDocument: document(each.trust ?? []),
      RolePolicyList: inline(each),
      InstanceProfileList: each.profile
        ? [{ Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${each.profile}` }]
        : [],
      ...shared(each),
    })),
    Policies: Object.entries(account.policies ?? {}).map(([name, versions]) => ({
      PolicyName: name,
      Arn: managed(name),
      DefaultVersionId: `v${versions.length}`,
      PolicyVersionList: versions.map((statements, index) => ({
        VersionId: `v${index + 1}`,
        IsDefaultVersion: index === versions.length - 1,
        Document: document(statements),
      })),
    })),
  };
  const calls: MemoryCall[] = [
    {
      operation: 'sts:GetCallerIdentity',
      document: { Account: ACCOUNT, Arn: user('auditor'), UserId: 'AIDAEXAMPLE' },
    },
    { operation: 'iam:GetAccountAuthorizationDetails', document: details },
    ...(account.calls ?? []),
  ];
  return memorySource(calls, {
    account: ACCOUNT,
    ...(account.coverage ? { coverage: account.coverage } : {}),
    ...(account.startedAt ? { startedAt: account.startedAt } : {}),
  });
}

function inline({ can, also }: SmallPrincipal): Json {
  return [
    ...(can ? [{ PolicyName: 'own', PolicyDocument: document(can) }] : []),
    ...(also ? [{ PolicyName: 'also', PolicyDocument: document(also) }] : []),
  ];
}

function shared({ has = [], boundary, tags = {} }: SmallPrincipal): JsonObject {
  return {
    AttachedManagedPolicies: has.map((name) => ({ PolicyName: name, PolicyArn: managed(name) })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(boundary
      ? {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: managed(boundary),
          },
        }
      : {}),
  };
}

/** The keys that users have, as ListAccessKeys answers for each. */
export function keysOf(name: string, ...ids: readonly string[]): MemoryCall {
  return {
    operation: 'iam:ListAccessKeys',
    parameters: { UserName: name },
    document: {
      AccessKeyMetadata: ids.map((id) => ({
        UserName: name,
        AccessKeyId: id,
        Status: 'Active',
        CreateDate: '2026-01-01T00:00:00Z',
      })),
    },
  };
}

export function passwordOf(name: string, has: boolean): MemoryCall {
  return {
    operation: 'iam:GetLoginProfile',
    parameters: { UserName: name },
    document: { LoginProfile: has ? { UserName: name, CreateDate: '2026-01-01T00:00:00Z' } : null },
  };
}

/** Relations as short lines: `alice -iam-007-> 111122223333 allow`. */
export function lines(
  source: ObservationSource,
  keep: (relation: Relation) => boolean = () => true,
): string[] {
  return derive(source)
    .relations.filter(keep)
    .map((each) => `${short(each.from)} -${each.rule}-> ${short(each.to)} ${each.verdict}`)
    .sort();
}

/** The lines of the rules named. */
export function linesOf(account: SmallAccount, ...rules: readonly string[]): string[] {
  return lines(smallAccount(account), (each) => rules.includes(each.rule));
}

function short(id: string): string {
  return id === ROOT ? ACCOUNT : id.replace(/^arn:aws:iam::111122223333:(user|role|group)\/(.*\/)?/, '');
}
