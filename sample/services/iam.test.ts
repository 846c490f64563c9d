import * as IAM from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { accountIdFromAwsId } from '../../analysis/credentials/recognise.ts';
import { estateForTests, failure, PRODUCTION } from '../testing/clients.ts';

const { estate, config } = estateForTests();

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

  it('pages through about fifty identities with URL-encoded policies', async () => {
    const { users, groups, roles, policies, pages } = await details();
    expect([users.length, groups.length, roles.length, policies.length]).toEqual([14, 6, 28, 14]);
    expect(pages).toBe(4);
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
    expect(accountIdFromAwsId(estate().leakedKeyId)).toBe(PRODUCTION);
    const used = await client().send(
      new IAM.GetAccessKeyLastUsedCommand({ AccessKeyId: estate().leakedKeyId }),
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
