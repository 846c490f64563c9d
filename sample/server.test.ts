import {
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand as GetTablePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import * as IAM from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountIdFromAwsId } from '../analysis/credentials/recognise.ts';
import { createCanary } from './canary.ts';
import { PAYMENTS_KEY_ID } from './estate/kms-keys.ts';
import { type SampleEstate, startSampleEstate } from './server.ts';

const PRODUCTION = '111122223333';

let estate: SampleEstate;
beforeAll(async () => {
  estate = await startSampleEstate();
});
afterAll(() => estate.close());

function config(of: SampleEstate = estate) {
  return { region: of.region, endpoint: of.endpoint, credentials: of.credentials, maxAttempts: 1 };
}

async function failure(
  call: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('The call succeeded.');
}

describe('STS', () => {
  it('says who the collecting user is', async () => {
    const answer = await new STSClient(config()).send(new GetCallerIdentityCommand({}));
    expect(answer).toMatchObject({
      Account: PRODUCTION,
      Arn: `arn:aws:iam::${PRODUCTION}:user/trustpath-auditor`,
    });
    expect(accountIdFromAwsId(answer.UserId ?? '')).toBe(PRODUCTION);
  });

  it('opens a session of a role for the user that its trust policy names, and only for that one', async () => {
    const RoleArn = `arn:aws:iam::${PRODUCTION}:role/build-artifacts`;
    const asked = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' });
    const leaked = { ...config(), credentials: { ...estate.credentials, accessKeyId: estate.leakedKeyId } };
    const { Credentials } = await new STSClient(leaked).send(asked);
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const who = await new STSClient({ ...config(), credentials: session }).send(
      new GetCallerIdentityCommand({}),
    );
    expect(who.Arn).toBe(`arn:aws:sts::${PRODUCTION}:assumed-role/build-artifacts/sample`);
    expect(await failure(new STSClient(config()).send(asked))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });
});

describe('IAM', () => {
  const client = () => new IAM.IAMClient(config());

  async function details(filter?: IAM.EntityType[]) {
    const all = {
      users: [] as IAM.UserDetail[],
      groups: [] as IAM.GroupDetail[],
      roles: [] as IAM.RoleDetail[],
      policies: [] as IAM.ManagedPolicyDetail[],
      pages: 0,
    };
    let Marker: string | undefined;
    do {
      const page = await client().send(
        new IAM.GetAccountAuthorizationDetailsCommand({
          Marker,
          MaxItems: 1000,
          ...(filter ? { Filter: filter } : {}),
        }),
      );
      all.users.push(...(page.UserDetailList ?? []));
      all.groups.push(...(page.GroupDetailList ?? []));
      all.roles.push(...(page.RoleDetailList ?? []));
      all.policies.push(...(page.Policies ?? []));
      all.pages += 1;
      expect(page.IsTruncated).toBe(page.Marker !== undefined);
      Marker = page.Marker;
    } while (Marker !== undefined);
    return all;
  }

  it('pages through about forty identities with URL-encoded policies', async () => {
    const { users, groups, roles, policies, pages } = await details();
    expect([users.length, groups.length, roles.length, policies.length]).toEqual([14, 6, 23, 12]);
    expect(pages).toBe(3);
    const ci = users.find((user) => user.UserName === 'ci-deployer');
    expect(ci?.GroupList).toEqual(['ci-automation']);
    expect(ci?.UserPolicyList?.[0]?.PolicyDocument).toMatch(/^%7B%22Version%22/);
    expect(JSON.parse(decodeURIComponent(ci?.UserPolicyList?.[0]?.PolicyDocument ?? ''))).toMatchObject({
      Statement: [{ Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${PRODUCTION}:role/build-artifacts` }],
    });
    const developer = roles.find((role) => role.RoleName === 'app-developer');
    expect(developer?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(
      `arn:aws:iam::${PRODUCTION}:policy/developer-boundary`,
    );
    expect(roles.find((role) => role.RoleName === 'bastion-host')?.InstanceProfileList).toHaveLength(1);
    expect(roles.find((role) => role.RoleName === 'platform-deploy')?.RoleLastUsed?.LastUsedDate).toEqual(
      new Date('2026-11-20T18:00:00Z'),
    );
    const delivery = policies.find((policy) => policy.PolicyName === 'platform-delivery');
    expect(delivery).toMatchObject({
      DefaultVersionId: 'v2',
      AttachmentCount: 1,
      IsAttachable: true,
      Path: '/',
    });
    expect(delivery?.PolicyVersionList?.map((version) => version.IsDefaultVersion)).toEqual([true, false]);
    expect(policies.find((policy) => policy.PolicyName === 'AWSLambdaBasicExecutionRole')?.Path).toBe(
      '/service-role/',
    );
  });

  it('keeps to a filter', async () => {
    const { users, roles, policies } = await details(['User', 'AWSManagedPolicy']);
    expect([users.length, roles.length]).toEqual([14, 0]);
    expect(policies.every((policy) => policy.Arn?.startsWith('arn:aws:iam::aws:policy/'))).toBe(true);
  });

  it('refers only to groups and policies that exist', async () => {
    const { users, groups, roles, policies } = await details();
    const arns = new Set(policies.map((policy) => policy.Arn));
    const attached = [...users, ...groups, ...roles].flatMap((one) => one.AttachedManagedPolicies ?? []);
    expect(attached.filter((one) => !arns.has(one.PolicyArn))).toEqual([]);
    const names = new Set(groups.map((group) => group.GroupName));
    expect(users.flatMap((user) => user.GroupList ?? []).filter((group) => !names.has(group))).toEqual([]);
    for (const policy of policies) {
      const bound = roles.filter(
        (role) => role.PermissionsBoundary?.PermissionsBoundaryArn === policy.Arn,
      ).length;
      expect(policy.PermissionsBoundaryUsageCount).toBe(bound);
    }
  });

  it('lists access keys, whose ids carry the account, with their last use', async () => {
    const keys = (await client().send(new IAM.ListAccessKeysCommand({ UserName: 'backup-agent' })))
      .AccessKeyMetadata;
    expect(keys?.map((key) => key.Status)).toEqual(['Active', 'Inactive']);
    expect(accountIdFromAwsId(estate.leakedKeyId)).toBe(PRODUCTION);
    const used = await client().send(
      new IAM.GetAccessKeyLastUsedCommand({ AccessKeyId: estate.leakedKeyId }),
    );
    expect(used).toMatchObject({
      UserName: 'ci-deployer',
      AccessKeyLastUsed: { ServiceName: 'sts', LastUsedDate: new Date('2026-11-20T22:41:00Z') },
    });
    const old = (await client().send(new IAM.ListAccessKeysCommand({ UserName: 'legacy-ftp-sync' })))
      .AccessKeyMetadata?.[0];
    expect(accountIdFromAwsId(old?.AccessKeyId ?? '')).toBeNull();
    const never = await client().send(new IAM.GetAccessKeyLastUsedCommand({ AccessKeyId: old?.AccessKeyId }));
    expect(never.AccessKeyLastUsed).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  });

  it('gives the credential report as CSV', async () => {
    expect(await client().send(new IAM.GenerateCredentialReportCommand({}))).toMatchObject({
      State: 'COMPLETE',
    });
    const { Content, ReportFormat } = await client().send(new IAM.GetCredentialReportCommand({}));
    const rows = new TextDecoder()
      .decode(Content)
      .split('\n')
      .map((line) => line.split(','));
    expect(ReportFormat).toBe('text/csv');
    expect(rows).toHaveLength(16);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([22]));
    expect(rows.find((row) => row[0] === 'ci-deployer')?.slice(3, 10)).toEqual([
      'false',
      'N/A',
      'N/A',
      'N/A',
      'false',
      'true',
      '2024-03-11T09:12:40+00:00',
    ]);
  });

  it('tells users with a console password and MFA from those without', async () => {
    const login = await client().send(new IAM.GetLoginProfileCommand({ UserName: 'break-glass' }));
    expect(login.LoginProfile?.CreateDate).toEqual(new Date('2020-05-04T08:00:00Z'));
    expect(
      await failure(client().send(new IAM.GetLoginProfileCommand({ UserName: 'ci-deployer' }))),
    ).toMatchObject({
      name: 'NoSuchEntityException',
      status: 404,
    });
    expect(
      (await client().send(new IAM.ListMFADevicesCommand({ UserName: 'break-glass' }))).MFADevices,
    ).toHaveLength(1);
    expect(
      (await client().send(new IAM.ListMFADevicesCommand({ UserName: 'daniel.weiss' }))).MFADevices,
    ).toEqual([]);
  });

  it('knows its identity providers', async () => {
    const [oidc] =
      (await client().send(new IAM.ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList ?? [];
    const provider = await client().send(
      new IAM.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: oidc?.Arn }),
    );
    expect(provider).toMatchObject({
      Url: 'token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
    });
    const [saml] = (await client().send(new IAM.ListSAMLProvidersCommand({}))).SAMLProviderList ?? [];
    const metadata = await client().send(new IAM.GetSAMLProviderCommand({ SAMLProviderArn: saml?.Arn }));
    expect(metadata.SAMLMetadataDocument).toContain('entityID="https://sso.example.com/saml"');
  });

  it('says which services a principal used', async () => {
    const Arn = `arn:aws:iam::${PRODUCTION}:role/build-artifacts`;
    const { JobId } = await client().send(new IAM.GenerateServiceLastAccessedDetailsCommand({ Arn }));
    const details = await client().send(new IAM.GetServiceLastAccessedDetailsCommand({ JobId }));
    expect(details.JobStatus).toBe('COMPLETED');
    expect(details.ServicesLastAccessed?.map((one) => one.ServiceNamespace)).toEqual(['s3', 'iam']);
    expect(details.ServicesLastAccessed?.[1]?.LastAuthenticated).toEqual(new Date('2024-05-28T09:00:00Z'));
  });

  it('denies service-specific credentials in words that name caller and action', async () => {
    const denied = await failure(
      client().send(new IAM.ListServiceSpecificCredentialsCommand({ UserName: 'ci-deployer' })),
    );
    expect(denied).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(denied.message).toContain(
      'user/trustpath-auditor is not authorized to perform: iam:ListServiceSpecificCredentials',
    );
  });
});

describe('S3', () => {
  const client = () => new S3Client(config());
  const Bucket = 'larkfield-customer-exports';

  it('lists buckets, at once and in pages', async () => {
    const { Buckets } = await client().send(new ListBucketsCommand({}));
    expect(Buckets?.map((bucket) => bucket.Name)).toContain(Bucket);
    const first = await client().send(new ListBucketsCommand({ MaxBuckets: 4 }));
    const second = await client().send(
      new ListBucketsCommand({ MaxBuckets: 4, ContinuationToken: first.ContinuationToken }),
    );
    expect([...(first.Buckets ?? []), ...(second.Buckets ?? [])].map((one) => one.Name)).toEqual(
      Buckets?.map((one) => one.Name),
    );
    expect(second.ContinuationToken).toBeUndefined();
    expect(first.Buckets?.[0]?.BucketRegion).toBe('eu-central-1');
  });

  it('gives location, policy, tags, access block and ACL of a bucket', async () => {
    expect((await client().send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(
      'eu-central-1',
    );
    const { Policy } = await client().send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Sid: 'NobodyElse', Effect: 'Deny' }] });
    const { TagSet } = await client().send(new GetBucketTaggingCommand({ Bucket }));
    expect(TagSet).toContainEqual({ Key: 'data-classification', Value: 'restricted' });
    const block = await client().send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const encryption = await client().send(new GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    const archive = await client().send(new GetBucketEncryptionCommand({ Bucket: 'larkfield-hr-archive' }));
    expect(JSON.stringify(archive.ServerSideEncryptionConfiguration)).toMatch(/aws:kms.*:key\//);
    const acl = await client().send(new GetBucketAclCommand({ Bucket }));
    expect(acl.Grants).toEqual([
      { Grantee: { ID: acl.Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ]);
  });

  it('answers what is not there with the error of S3', async () => {
    expect(
      await failure(client().send(new GetBucketPolicyCommand({ Bucket: 'larkfield-invoices' }))),
    ).toMatchObject({ name: 'NoSuchBucketPolicy', status: 404 });
    expect(
      await failure(client().send(new GetBucketTaggingCommand({ Bucket: 'larkfield-web-assets' }))),
    ).toMatchObject({ name: 'NoSuchTagSet' });
    expect(
      await failure(client().send(new GetPublicAccessBlockCommand({ Bucket: 'larkfield-web-assets' }))),
    ).toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
    expect(await failure(client().send(new GetBucketAclCommand({ Bucket: 'larkfield-none' })))).toMatchObject(
      { name: 'NoSuchBucket' },
    );
    expect(
      await failure(client().send(new GetBucketPolicyCommand({ Bucket: 'larkfield-hr-archive' }))),
    ).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});

describe('Secrets Manager, KMS, DynamoDB and SSM', () => {
  it('lists secrets in pages, with policies but without values', async () => {
    const client = new SecretsManagerClient(config());
    const first = await client.send(new ListSecretsCommand({}));
    const second = await client.send(new ListSecretsCommand({ NextToken: first.NextToken }));
    const secrets = [...(first.SecretList ?? []), ...(second.SecretList ?? [])];
    expect(secrets.map((secret) => secret.Name)).toEqual([
      'payments/provider-api-key',
      'orders/database',
      'shared/webhook-signing',
    ]);
    expect(secrets[0]?.KmsKeyId).toContain(PAYMENTS_KEY_ID);
    expect(secrets[0]?.CreatedDate).toEqual(new Date('2021-09-13T10:20:00Z'));
    const shared = await client.send(new GetResourcePolicyCommand({ SecretId: secrets[2]?.ARN }));
    expect(JSON.parse(shared.ResourcePolicy ?? '')).toMatchObject({
      Statement: [{ Sid: 'SharedServicesRead' }],
    });
    expect(
      (await client.send(new GetResourcePolicyCommand({ SecretId: secrets[0]?.ARN }))).ResourcePolicy,
    ).toBeUndefined();
    expect(
      await failure(client.send(new GetSecretValueCommand({ SecretId: secrets[0]?.ARN }))),
    ).toMatchObject({ name: 'UnknownOperationException' });
  });

  it('describes keys, their policies and aliases, and denies grants', async () => {
    const client = new KMSClient(config());
    const first = await client.send(new ListKeysCommand({}));
    const second = await client.send(new ListKeysCommand({ Marker: first.NextMarker }));
    expect([...(first.Keys ?? []), ...(second.Keys ?? [])]).toHaveLength(3);
    expect([first.Truncated, second.Truncated]).toEqual([true, false]);
    const key = await client.send(new DescribeKeyCommand({ KeyId: PAYMENTS_KEY_ID }));
    expect(key.KeyMetadata).toMatchObject({
      KeyManager: 'CUSTOMER',
      CreationDate: new Date('2021-09-13T10:00:00Z'),
    });
    const { Policy } = await client.send(
      new GetKeyPolicyCommand({ KeyId: PAYMENTS_KEY_ID, PolicyName: 'default' }),
    );
    expect(JSON.parse(Policy ?? '').Statement[0].Sid).toBe('Enable IAM User Permissions');
    const { Aliases } = await client.send(new ListAliasesCommand({}));
    expect(Aliases?.map((alias) => alias.AliasName)).toEqual([
      'alias/payments',
      'alias/archives',
      'alias/aws/secretsmanager',
    ]);
    expect(await failure(client.send(new ListGrantsCommand({ KeyId: PAYMENTS_KEY_ID })))).toMatchObject({
      name: 'AccessDeniedException',
      status: 400,
    });
    expect(await failure(client.send(new DescribeKeyCommand({ KeyId: 'none' })))).toMatchObject({
      name: 'NotFoundException',
    });
  });

  it('describes tables and their policies', async () => {
    const client = new DynamoDBClient(config());
    const first = await client.send(new ListTablesCommand({}));
    const second = await client.send(
      new ListTablesCommand({ ExclusiveStartTableName: first.LastEvaluatedTableName }),
    );
    expect([first.TableNames, second.TableNames]).toEqual([['carts', 'orders'], ['partners']]);
    expect(second.LastEvaluatedTableName).toBeUndefined();
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      ItemCount: 2_406_113,
      CreationDateTime: new Date('2021-01-11T10:31:00Z'),
    });
    const tags = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    expect(tags.Tags).toContainEqual({ Key: 'data-classification', Value: 'internal' });
    expect(
      await failure(client.send(new GetTablePolicyCommand({ ResourceArn: Table?.TableArn }))),
    ).toMatchObject({ name: 'PolicyNotFoundException' });
    const partners = await client.send(
      new GetTablePolicyCommand({ ResourceArn: Table?.TableArn?.replace('orders', 'partners') }),
    );
    expect(JSON.parse(partners.Policy ?? '').Statement[0].Sid).toBe('SharedServicesLookUp');
  });

  it('describes parameters in pages', async () => {
    const client = new SSMClient(config());
    const first = await client.send(new DescribeParametersCommand({}));
    const second = await client.send(new DescribeParametersCommand({ NextToken: first.NextToken }));
    expect([...(first.Parameters ?? []), ...(second.Parameters ?? [])].map((one) => one.Type)).toEqual([
      'SecureString',
      'String',
      'SecureString',
      'String',
    ]);
  });
});

describe('a request that is not signed by a key of the estate', () => {
  it('is refused in every protocol', async () => {
    const query = await fetch(estate.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetAccountAuthorizationDetails&Version=2010-05-08',
    });
    expect(query.status).toBe(403);
    expect(await query.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    const json = await fetch(estate.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.ListKeys' },
      body: '{}',
    });
    expect([json.status, await json.json()]).toMatchObject([
      403,
      { __type: 'MissingAuthenticationTokenException' },
    ]);
    expect((await fetch(`${estate.endpoint}/`)).status).toBe(403);
    const stranger = {
      ...config(),
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    };
    expect(await failure(new STSClient(stranger).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'InvalidClientTokenId',
      status: 403,
    });
  });
});

describe('faults', () => {
  it('come when asked for and as the service gives them', async () => {
    const faulty = await startSampleEstate({
      faults: ({ operation, attempt }) => {
        if (operation === 'sts:GetCallerIdentity')
          return attempt === 1 ? 'reset' : attempt === 2 ? 'throttled' : null;
        if (operation === 's3:ListBuckets') return attempt === 1 ? 'throttled' : 'truncated';
        return operation === 'kms:ListKeys' ? 'expired-token' : 'server-error';
      },
    });
    try {
      const sts = new STSClient({ ...config(faulty), maxAttempts: 3 });
      expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(PRODUCTION);
      expect(faulty.calls()).toEqual([
        'sts:GetCallerIdentity',
        'sts:GetCallerIdentity',
        'sts:GetCallerIdentity',
      ]);
      const s3 = new S3Client(config(faulty));
      expect(await failure(s3.send(new ListBucketsCommand({})))).toMatchObject({
        name: 'SlowDown',
        status: 503,
      });
      await expect(s3.send(new ListBucketsCommand({}))).rejects.toThrow();
      expect(await failure(new KMSClient(config(faulty)).send(new ListKeysCommand({})))).toMatchObject({
        name: 'ExpiredTokenException',
      });
      expect(
        await failure(new SSMClient(config(faulty)).send(new DescribeParametersCommand({}))),
      ).toMatchObject({ status: 500 });
    } finally {
      await faulty.close();
    }
  });
});

describe('planted secrets', () => {
  it('reach the client in tags, descriptions, policies, reports and errors, and change nothing else', async () => {
    const canary = createCanary();
    const planted = await startSampleEstate({ plant: canary.plant });
    try {
      const iam = new IAM.IAMClient(config(planted));
      const seen = [
        await iam.send(new IAM.GetAccountAuthorizationDetailsCommand({})),
        new TextDecoder().decode((await iam.send(new IAM.GetCredentialReportCommand({}))).Content),
        await failure(iam.send(new IAM.ListServiceSpecificCredentialsCommand({ UserName: 'ci-deployer' }))),
        await new S3Client(config(planted)).send(
          new GetBucketTaggingCommand({ Bucket: 'larkfield-customer-exports' }),
        ),
        await new S3Client(config(planted)).send(
          new GetBucketPolicyCommand({ Bucket: 'larkfield-customer-exports' }),
        ),
        await new SecretsManagerClient(config(planted)).send(new ListSecretsCommand({})),
        await new KMSClient(config(planted)).send(new DescribeKeyCommand({ KeyId: PAYMENTS_KEY_ID })),
        await new SSMClient(config(planted)).send(new DescribeParametersCommand({})),
      ];
      for (const answer of seen) {
        const text = decoded(JSON.stringify(answer));
        const found = canary.planted().filter(({ secret }) => text.includes(secret));
        expect(found.length).toBeGreaterThan(0);
      }
      expect(new Set(canary.planted().map(({ secret }) => secret)).size).toBe(canary.planted().length);
      const tags = (seen[3] as { TagSet: { Key: string; Value: string }[] }).TagSet;
      expect(tags).toContainEqual({ Key: 'data-classification', Value: 'restricted' });
    } finally {
      await planted.close();
    }
  });
});

function decoded(text: string): string {
  return text.replace(/%[0-9A-Fa-f]{2}/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}
