import type { Json, JsonObject } from '../../../schema/json.ts';
import { type Answerer, failure } from './loopback-aws.ts';
import { smallCluster } from './small-cluster.ts';
import { smallOrganization } from './small-organization.ts';
import { smallServices } from './small-services.ts';
import { smallWorkloads } from './small-workloads.ts';

export const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;

/** Access key ids made for this account; the number is their tail. */
const keyId = (index: number) => `AKIA${'ZT2GK5EQ7ABCDEF'}${'ABCDEFGH'[index] ?? 'Z'}`;
const ALL_USERS = ['ana', 'build', 'carla', 'deploy'];
const ALL_ROLES = ['admin', 'app', 'reader'];
const BUCKETS = ['example-data', 'example.logs'];
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: arn('root') } }],
};
const encoded = (policy: Json) => encodeURIComponent(JSON.stringify(policy));

const user = (name: string) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDAZT2GK5EQ7${name.toUpperCase().padEnd(8, 'A').slice(0, 8)}`,
  Arn: arn(`user/${name}`),
  CreateDate: '2024-02-03T04:05:06Z',
  UserPolicyList: [
    {
      PolicyName: 'own',
      PolicyDocument: encoded({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }],
      }),
    },
  ],
  GroupList: [],
  AttachedManagedPolicies: [],
});
const role = (name: string) => ({
  Path: '/',
  RoleName: name,
  RoleId: `AROAZT2GK5EQ7${name.toUpperCase().padEnd(8, 'A').slice(0, 8)}`,
  Arn: arn(`role/${name}`),
  CreateDate: '2024-02-03T04:05:06Z',
  AssumeRolePolicyDocument: encoded(TRUST),
  RolePolicyList: [],
  AttachedManagedPolicies: [],
  InstanceProfileList: [],
});
const pagesOf = (users: readonly string[], roles: readonly string[]): readonly JsonObject[] => [
  { UserDetailList: users.slice(0, 2).map(user), GroupDetailList: [], RoleDetailList: [], Policies: [] },
  { UserDetailList: users.slice(2).map(user), GroupDetailList: [], RoleDetailList: [], Policies: [] },
  { UserDetailList: [], GroupDetailList: [], RoleDetailList: roles.map(role), Policies: [] },
];
const reportOf = (users: readonly string[]) =>
  `user,arn,user_creation_time,password_enabled\n${users.map((name) => `${name},${arn(`user/${name}`)},2024-02-03T04:05:06+00:00,false`).join('\n')}`;
const OIDC = arn('oidc-provider/token.actions.githubusercontent.com');
const SAML = arn('saml-provider/corp');
const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db-AbC1d2`;
const KEY = '11111111-2222-3333-4444-555555555555';
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: arn('root') }, Action: '*', Resource: '*' }],
});

const BUCKET_POLICY = POLICY.replace(
  '"Action":"*","Resource":"*"',
  '"Action":"s3:GetObject","Resource":"arn:aws:s3:::example-data/*"',
);

/** Answers of a small account, always the same. A page token is the number of the next page and a stamp that may be changed. */
export function smallEstate(options: { stamp?: string; tiny?: boolean } = {}): Answerer {
  const stampNow = options.stamp ?? 'a';
  const users = options.tiny ? ALL_USERS.slice(0, 2) : ALL_USERS;
  const pages = pagesOf(users, options.tiny ? ALL_ROLES.slice(0, 1) : ALL_ROLES);
  const report = reportOf(users);
  return ({ operation, parameters }) => {
    const name = typeof parameters.UserName === 'string' ? parameters.UserName : '';
    switch (operation) {
      case 'sts:GetCallerIdentity':
        return { Account: ACCOUNT, Arn: arn('user/auditor'), UserId: 'AIDAZT2GK5EQ7AUDITORA' };
      case 'iam:GetAccountAuthorizationDetails': {
        const [at = '0', stamp = stampNow] = String(parameters.Marker ?? `0.${stampNow}`).split('.');
        if (stamp !== stampNow) return failure(400, 'ValidationError', 'Invalid marker');
        const page = pages[Number(at)];
        const more = Number(at) + 1 < pages.length;
        return {
          ...page,
          IsTruncated: more,
          ...(more ? { Marker: `${Number(at) + 1}.${stampNow}` } : {}),
        };
      }
      case 'iam:ListAccessKeys':
        return {
          AccessKeyMetadata: [
            {
              UserName: name,
              AccessKeyId: keyId(users.indexOf(name)),
              Status: 'Active',
              CreateDate: '2024-02-03T04:05:06Z',
            },
          ],
          IsTruncated: false,
        };
      case 'iam:GetAccessKeyLastUsed':
        return {
          UserName: 'x',
          AccessKeyLastUsed: { LastUsedDate: '2025-01-01T00:00:00Z', ServiceName: 's3', Region: REGION },
        };
      case 'iam:GenerateCredentialReport':
        return { State: 'COMPLETE' };
      case 'iam:GetCredentialReport':
        return {
          Content: Buffer.from(report).toString('base64'),
          ReportFormat: 'text/csv',
          GeneratedTime: '2025-01-01T00:00:00Z',
        };
      case 'iam:GetLoginProfile':
        return name === 'ana'
          ? {
              LoginProfile: {
                UserName: name,
                CreateDate: '2024-02-03T04:05:06Z',
                PasswordResetRequired: false,
              },
            }
          : failure(404, 'NoSuchEntity', `Login Profile for User ${name} cannot be found.`);
      case 'iam:ListMFADevices':
        return { MFADevices: [], IsTruncated: false };
      case 'iam:ListServiceSpecificCredentials':
        return { ServiceSpecificCredentials: [] };
      case 'iam:ListOpenIDConnectProviders':
        return { OpenIDConnectProviderList: [{ Arn: OIDC }] };
      case 'iam:GetOpenIDConnectProvider':
        return {
          Url: 'token.actions.githubusercontent.com',
          ClientIDList: ['sts.amazonaws.com'],
          ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
        };
      case 'iam:ListSAMLProviders':
        return { SAMLProviderList: [{ Arn: SAML }] };
      case 'iam:GetSAMLProvider':
        return { SAMLMetadataDocument: '<EntityDescriptor entityID="https://idp.example.com"/>' };
      case 'iam:GenerateServiceLastAccessedDetails':
        return { JobId: `job-${String(parameters.Arn).replace(/\W/g, '-')}` };
      case 'iam:GetServiceLastAccessedDetails':
        return {
          JobStatus: 'COMPLETED',
          JobCreationDate: '2025-01-01T00:00:00Z',
          JobCompletionDate: '2025-01-01T00:00:01Z',
          ServicesLastAccessed: [
            { ServiceName: 'Amazon S3', ServiceNamespace: 's3', TotalAuthenticatedEntities: 0 },
          ],
          IsTruncated: false,
        };
      case 's3:ListBuckets':
        return `<ListAllMyBucketsResult><Owner><ID>abc</ID></Owner><Buckets>${BUCKETS.map((bucket) => `<Bucket><Name>${bucket}</Name><CreationDate>2024-02-03T04:05:06.000Z</CreationDate></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`;
      case 's3:GetBucketLocation':
        return `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parameters.Bucket === BUCKETS[0] ? REGION : ''}</LocationConstraint>`;
      case 's3:GetBucketPolicy':
        return parameters.Bucket === BUCKETS[0]
          ? BUCKET_POLICY
          : failure(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist');
      case 's3:GetPublicAccessBlock':
        return failure(
          404,
          'NoSuchPublicAccessBlockConfiguration',
          'The public access block configuration was not found',
        );
      case 's3:GetBucketTagging':
        return failure(404, 'NoSuchTagSet', 'The TagSet does not exist');
      case 's3:GetBucketEncryption':
        return failure(404, 'ServerSideEncryptionConfigurationNotFoundError', 'not found');
      case 's3:GetBucketOwnershipControls':
        return parameters.Bucket === BUCKETS[0]
          ? '<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>'
          : failure(404, 'OwnershipControlsNotFoundError', 'The bucket ownership controls were not found');
      case 's3:GetBucketAcl':
        return '<AccessControlPolicy><Owner><ID>abc</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>abc</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>';
      case 'secretsmanager:ListSecrets':
        return { SecretList: [{ ARN: SECRET, Name: 'db', LastChangedDate: 1735689600 }] };
      case 'secretsmanager:GetResourcePolicy':
        return { ARN: SECRET, Name: 'db', ResourcePolicy: POLICY };
      case 'kms:ListKeys':
        return {
          Keys: [{ KeyId: KEY, KeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY}` }],
          Truncated: false,
        };
      case 'kms:DescribeKey':
        return {
          KeyMetadata: {
            KeyId: KEY,
            Arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY}`,
            CreationDate: 1735689600,
          },
        };
      case 'kms:GetKeyPolicy':
        return { Policy: POLICY, PolicyName: 'default' };
      case 'kms:ListGrants':
        return { Grants: [], Truncated: false };
      case 'kms:ListAliases':
        return { Aliases: [], Truncated: false };
      case 'dynamodb:ListTables':
        return { TableNames: ['orders'] };
      case 'dynamodb:DescribeTable':
        return { Table: { TableName: 'orders', TableArn: TABLE, TableStatus: 'ACTIVE' } };
      case 'dynamodb:GetResourcePolicy':
        return failure(
          400,
          'com.amazonaws.dynamodb.v20120810#PolicyNotFoundException',
          'Resource-based policy not found',
        );
      case 'dynamodb:ListTagsOfResource':
        return { Tags: [{ Key: 'team', Value: 'orders' }] };
      case 'ssm:DescribeParameters':
        return { Parameters: [{ Name: '/app/db', Type: 'SecureString', LastModifiedDate: 1735689600 }] };
      default:
        return (
          smallWorkloads(operation, parameters) ??
          smallCluster(operation, parameters) ??
          smallOrganization(operation, parameters) ??
          smallServices(operation, parameters)
        );
    }
  };
}
