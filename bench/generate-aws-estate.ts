import { type MemoryCall, memorySource } from '../analysis/observations/memory-source.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import type { Json, JsonObject } from '../schema/json.ts';
import { seeded } from './generate-graph.ts';

export interface EstateSize {
  readonly users: number;
  readonly roles: number;
}

export interface AccountOptions {
  readonly account: string;
  /** Id of the source that the calls belong to. */
  readonly source: string;
  readonly seed: number;
  /** Users and roles on one page of the account's details. */
  readonly page: number;
  /** Whether each user has an access key. */
  readonly keys: boolean;
  readonly bucketsPerTeam: number;
  readonly secretsPerTeam: number;
  /** Roles beside those of the teams, as the details describe them. */
  readonly moreRoles: readonly JsonObject[];
}

const ACCOUNT = '111122223333';
const allow = (action: Json, resource: Json, rest: Record<string, Json> = {}): Json => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...rest,
});
/** The policy variable for the name of whoever asks. */
const OWN = ['$', '{aws:username}'].join('');
const policy = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

/** One account in the shape that the benchmarks of deriving measure. The same size gives the same estate. */
export function generateAwsEstate(size: EstateSize, seed = 7): ObservationSource {
  const calls = awsAccountCalls(size, {
    account: ACCOUNT,
    source: 'aws:test',
    seed,
    page: Number.POSITIVE_INFINITY,
    keys: false,
    bucketsPerTeam: 1,
    secretsPerTeam: 2,
    moreRoles: [],
  });
  return memorySource(calls, { account: ACCOUNT });
}

/**
 * One account as accounts are: most people get their permissions from groups and shared policies, one in ten has a policy
 * of its own; teams' roles trust named principals, their team's deploy role, a service, or the account; one in a hundred
 * is an administrator; a few hold permissions that let them change others.
 */
export function awsAccountCalls(
  { users, roles }: EstateSize,
  options: AccountOptions,
): readonly MemoryCall[] {
  const { account } = options;
  const iam = (resource: string): string => `arn:aws:iam::${account}:${resource}`;
  const random = seeded(options.seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const teams = Math.max(4, Math.round(roles / 40));
  const managed: Json[] = [];
  const add = (name: string, document: Json): string => {
    const arn = iam(`policy/${name}`);
    managed.push({
      PolicyName: name,
      Arn: arn,
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document }],
    });
    return arn;
  };
  const attach = (...arns: string[]): Json =>
    arns.map((arn) => ({ PolicyArn: arn, PolicyName: arn.slice(arn.lastIndexOf('/') + 1) }));

  const administrator = add('administrator', policy(allow('*', '*')));
  const readOnly = add(
    'read-only',
    policy(allow(['ec2:Describe*', 's3:List*', 'iam:Get*', 'iam:List*', 'logs:*'], '*')),
  );
  const selfService = add(
    'self-service',
    policy(
      allow(['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:UpdateLoginProfile'], iam(`user/${OWN}`)),
      allow('iam:ChangePassword', iam(`user/${OWN}`)),
      {
        Effect: 'Deny',
        Action: 'iam:*',
        NotResource: iam(`user/${OWN}`),
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ),
  );
  const keyManager = add('key-manager', policy(allow('iam:CreateAccessKey', iam('user/service-*'))));
  const guard = add(
    'guardrail',
    policy(allow('*', '*'), { Effect: 'Deny', Action: ['iam:*', 'organizations:*'], Resource: '*' }),
  );
  const teamPolicy = Array.from({ length: teams }, (_, team) =>
    add(
      `team-${team}`,
      policy(
        allow('sts:AssumeRole', [iam(`role/team-${team}-deploy`), iam(`role/team-${team}-0`)]),
        allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::team-${team}-data/*`),
        allow(
          'secretsmanager:GetSecretValue',
          `arn:aws:secretsmanager:us-east-1:${account}:secret:team-${team}/*`,
        ),
      ),
    ),
  );
  const groups = Array.from({ length: teams }, (_, team) => ({
    GroupName: `team-${team}`,
    Arn: iam(`group/team-${team}`),
    AttachedManagedPolicies: attach(teamPolicy[team] as string, selfService),
    GroupPolicyList: [],
  }));

  const userList = Array.from({ length: users }, (_, n) => {
    const team = pick(teams);
    const own = random() < 0.1;
    return {
      UserName: n % 10 === 0 ? `service-${n}` : `person-${n}`,
      Path: '/',
      Arn: iam(`user/${n % 10 === 0 ? 'service' : 'person'}-${n}`),
      GroupList: n % 10 === 0 ? [] : [`team-${team}`],
      AttachedManagedPolicies: attach(n % 100 === 0 ? administrator : n % 97 === 0 ? keyManager : readOnly),
      UserPolicyList: own
        ? [
            {
              PolicyName: 'own',
              PolicyDocument: policy(allow('sts:AssumeRole', iam(`role/team-${team}-${pick(40)}`))),
            },
          ]
        : [],
      Tags: [{ Key: 'team', Value: `team-${team}` }],
    };
  });
  const roleList = Array.from({ length: roles }, (_, n) => {
    const team = n % teams;
    const index = Math.floor(n / teams);
    const name = index === 1 ? `team-${team}-deploy` : `team-${team}-${index}`;
    const kind = random();
    const principal: Json =
      kind < 0.5
        ? { Service: kind < 0.25 ? 'lambda.amazonaws.com' : 'ec2.amazonaws.com' }
        : kind < 0.8
          ? { AWS: iam(`role/team-${team}-deploy`) }
          : { AWS: iam('root') };
    return {
      RoleName: name,
      Path: '/',
      Arn: iam(`role/${name}`),
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }),
      AttachedManagedPolicies: attach(
        n % 100 === 3 ? administrator : (teamPolicy[team] as string),
        ...(n % 50 === 0 ? [guard] : []),
      ),
      RolePolicyList:
        index === 1
          ? [
              {
                PolicyName: 'deploy',
                PolicyDocument: policy(
                  allow('sts:AssumeRole', iam(`role/team-${team}-*`)),
                  allow('iam:PassRole', iam(`role/team-${team}-*`)),
                ),
              },
            ]
          : [],
      ...(n % 20 === 0
        ? { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: guard } }
        : {}),
      Tags: [],
    };
  });
  const buckets = Array.from({ length: teams * options.bucketsPerTeam }, (_, n) => ({
    Name: `team-${n % teams}-data${n < teams ? '' : `-${n}`}`,
  }));
  const secrets = Array.from({ length: teams * options.secretsPerTeam }, (_, n) => ({
    Name: `team-${n % teams}/${n}`,
    ARN: `arn:aws:secretsmanager:us-east-1:${account}:secret:team-${n % teams}/${n}-AbCdEf`,
  }));
  const allRoles: readonly JsonObject[] = [...roleList, ...options.moreRoles];
  const pages = Math.max(1, Math.ceil(Math.max(users, allRoles.length) / options.page));
  const calls: Omit<MemoryCall, 'source'>[] = [
    {
      operation: 'sts:GetCallerIdentity',
      document: { Account: account, Arn: iam('user/person-1'), UserId: 'AIDAEXAMPLE' },
    },
    ...Array.from({ length: pages }, (_, page) => ({
      operation: 'iam:GetAccountAuthorizationDetails',
      document: {
        UserDetailList: pageOf(userList, page, options.page),
        GroupDetailList: page === 0 ? groups : [],
        RoleDetailList: pageOf(allRoles, page, options.page),
        Policies: page === 0 ? managed : [],
      },
    })),
    ...(options.keys ? userList : []).map(({ UserName }, n) => ({
      operation: 'iam:ListAccessKeys',
      parameters: { UserName },
      document: {
        AccessKeyMetadata: [{ UserName, AccessKeyId: keyId(account, n), Status: 'Active' }],
      },
    })),
    { operation: 's3:ListBuckets', document: { Buckets: buckets } },
    ...buckets.map(({ Name }) => ({
      operation: 's3:GetBucketPolicy',
      document: { Policy: null },
      parameters: { Bucket: Name },
    })),
    { operation: 'secretsmanager:ListSecrets', region: 'us-east-1', document: { SecretList: secrets } },
    ...secrets.map(({ ARN }) => ({
      operation: 'secretsmanager:GetResourcePolicy',
      region: 'us-east-1',
      document: { ARN },
      parameters: { SecretId: ARN },
    })),
  ];
  return calls.map((call) => ({ ...call, source: options.source }));
}

function pageOf<T>(list: readonly T[], page: number, size: number): readonly T[] {
  return Number.isFinite(size) ? list.slice(page * size, (page + 1) * size) : list;
}

/** Has the form of an access key's id and belongs to nobody. */
function keyId(account: string, number: number): string {
  const digits = (Number(account) * 10_000 + number).toString(32).toUpperCase();
  const name = digits.replace(/[0189]/g, (digit) => ({ 0: 'W', 1: 'X', 8: 'Y', 9: 'Z' })[digit] ?? '');
  return `AKIA${name.padStart(16, 'A')}`;
}
