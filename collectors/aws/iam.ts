import {
  GenerateCredentialReportCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
  ListServiceSpecificCredentialsCommand,
} from '@aws-sdk/client-iam';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { RELATION_KIND_NAMES } from '../../schema/kinds/relation-kinds.ts';
import { type Earlier, list, members, type Operation, type Question, service, textOf } from './operation.ts';

const DETAILS = 'iam:GetAccountAuthorizationDetails';

/** IAM pages by Marker and IsTruncated (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html). */
function nextMarker(document: JsonObject): Json | undefined {
  return document.IsTruncated === true ? document.Marker : undefined;
}

function marker(token: string | null): { Marker?: string } {
  return token === null ? {} : { Marker: token };
}

/** Names or ARNs that a page of an earlier operation kept under `name`, each once. */
function kept(earlier: Earlier, operation: string, name: string): string[] {
  const all = earlier(operation).flatMap((page) =>
    isJsonObject(page.kept) ? list(page.kept[name]).filter((item) => typeof item === 'string') : [],
  );
  return [...new Set(all)];
}

function eachUser(earlier: Earlier): readonly Question[] {
  return kept(earlier, DETAILS, 'users').map((UserName) => ({ parameters: { UserName } }));
}

const operations: readonly Operation<IAMClient>[] = [
  {
    operation: DETAILS,
    permission: DETAILS,
    hides: RELATION_KIND_NAMES,
    send: (client, _question, token, options) =>
      client.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000, ...marker(token) }), options),
    next: nextMarker,
    items: (page) =>
      list(page.UserDetailList).length +
      list(page.GroupDetailList).length +
      list(page.RoleDetailList).length +
      list(page.Policies).length,
    keep: (page) => ({
      users: members(page.UserDetailList, 'UserName'),
      arns: [...members(page.UserDetailList, 'Arn'), ...members(page.RoleDetailList, 'Arn')],
    }),
  },
  {
    operation: 'iam:ListAccessKeys',
    permission: 'iam:ListAccessKeys',
    hides: ['authenticates-as', 'can-become'],
    after: [DETAILS],
    each: eachUser,
    send: (client, question, token, options) =>
      client.send(
        new ListAccessKeysCommand({ UserName: textOf(question, 'UserName'), ...marker(token) }),
        options,
      ),
    next: nextMarker,
    items: (page) => list(page.AccessKeyMetadata).length,
    keep: (page) => ({ keys: members(page.AccessKeyMetadata, 'AccessKeyId') }),
  },
  {
    operation: 'iam:GetAccessKeyLastUsed',
    permission: 'iam:GetAccessKeyLastUsed',
    hides: [],
    after: ['iam:ListAccessKeys'],
    each: (earlier) =>
      kept(earlier, 'iam:ListAccessKeys', 'keys').map((AccessKeyId) => ({ parameters: { AccessKeyId } })),
    send: (client, question, _token, options) =>
      client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: textOf(question, 'AccessKeyId') }), options),
    items: () => 1,
  },
  {
    operation: 'iam:GenerateCredentialReport',
    permission: 'iam:GenerateCredentialReport',
    hides: ['authenticates-as'],
    send: (client, _question, _token, options) =>
      client.send(new GenerateCredentialReportCommand({}), options),
    ready: (document) => document.State === 'COMPLETE',
    starts: 'iam:GetCredentialReport',
    items: () => 1,
  },
  {
    operation: 'iam:GetCredentialReport',
    permission: 'iam:GetCredentialReport',
    hides: ['authenticates-as'],
    after: ['iam:GenerateCredentialReport'],
    send: async (client, _question, _token, options) => {
      const report = await client.send(new GetCredentialReportCommand({}), options);
      return { ...report, Content: new TextDecoder().decode(report.Content) };
    },
    items: (document) =>
      typeof document.Content === 'string' ? document.Content.trim().split('\n').length - 1 : 0,
  },
  {
    operation: 'iam:GetLoginProfile',
    permission: 'iam:GetLoginProfile',
    hides: ['authenticates-as', 'can-become'],
    after: [DETAILS],
    each: eachUser,
    send: (client, question, _token, options) =>
      client.send(new GetLoginProfileCommand({ UserName: textOf(question, 'UserName') }), options),
    absent: { NoSuchEntity: { LoginProfile: null } },
    items: (document) => (isJsonObject(document.LoginProfile) ? 1 : 0),
  },
  {
    operation: 'iam:ListMFADevices',
    permission: 'iam:ListMFADevices',
    hides: [],
    after: [DETAILS],
    each: eachUser,
    send: (client, question, token, options) =>
      client.send(
        new ListMFADevicesCommand({ UserName: textOf(question, 'UserName'), ...marker(token) }),
        options,
      ),
    next: nextMarker,
    items: (page) => list(page.MFADevices).length,
  },
  {
    operation: 'iam:ListServiceSpecificCredentials',
    permission: 'iam:ListServiceSpecificCredentials',
    hides: ['authenticates-as'],
    after: [DETAILS],
    each: eachUser,
    send: (client, question, token, options) =>
      client.send(
        new ListServiceSpecificCredentialsCommand({
          UserName: textOf(question, 'UserName'),
          ...marker(token),
        }),
        options,
      ),
    next: nextMarker,
    items: (page) => list(page.ServiceSpecificCredentials).length,
  },
  {
    operation: 'iam:ListOpenIDConnectProviders',
    permission: 'iam:ListOpenIDConnectProviders',
    hides: ['can-assume'],
    send: (client, _question, _token, options) =>
      client.send(new ListOpenIDConnectProvidersCommand({}), options),
    items: (document) => list(document.OpenIDConnectProviderList).length,
    keep: (document) => ({ arns: members(document.OpenIDConnectProviderList, 'Arn') }),
  },
  {
    operation: 'iam:GetOpenIDConnectProvider',
    permission: 'iam:GetOpenIDConnectProvider',
    hides: ['can-assume'],
    after: ['iam:ListOpenIDConnectProviders'],
    each: (earlier) =>
      kept(earlier, 'iam:ListOpenIDConnectProviders', 'arns').map((OpenIDConnectProviderArn) => ({
        parameters: { OpenIDConnectProviderArn },
      })),
    send: (client, question, _token, options) =>
      client.send(
        new GetOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: textOf(question, 'OpenIDConnectProviderArn'),
        }),
        options,
      ),
    items: () => 1,
  },
  {
    operation: 'iam:ListSAMLProviders',
    permission: 'iam:ListSAMLProviders',
    hides: ['can-assume'],
    send: (client, _question, _token, options) => client.send(new ListSAMLProvidersCommand({}), options),
    items: (document) => list(document.SAMLProviderList).length,
    keep: (document) => ({ arns: members(document.SAMLProviderList, 'Arn') }),
  },
  {
    operation: 'iam:GetSAMLProvider',
    permission: 'iam:GetSAMLProvider',
    hides: ['can-assume'],
    after: ['iam:ListSAMLProviders'],
    each: (earlier) =>
      kept(earlier, 'iam:ListSAMLProviders', 'arns').map((SAMLProviderArn) => ({
        parameters: { SAMLProviderArn },
      })),
    send: (client, question, _token, options) =>
      client.send(
        new GetSAMLProviderCommand({ SAMLProviderArn: textOf(question, 'SAMLProviderArn') }),
        options,
      ),
    items: () => 1,
  },
  {
    operation: 'iam:GenerateServiceLastAccessedDetails',
    permission: 'iam:GenerateServiceLastAccessedDetails',
    hides: [],
    after: [DETAILS],
    each: (earlier) => kept(earlier, DETAILS, 'arns').map((Arn) => ({ parameters: { Arn } })),
    send: (client, question, _token, options) =>
      client.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: textOf(question, 'Arn') }), options),
    starts: 'iam:GetServiceLastAccessedDetails',
    items: () => 1,
    keep: (document, parameters) => ({ Arn: parameters.Arn, JobId: document.JobId }),
    inFlight: 4,
  },
  {
    operation: 'iam:GetServiceLastAccessedDetails',
    permission: 'iam:GetServiceLastAccessedDetails',
    hides: [],
    after: ['iam:GenerateServiceLastAccessedDetails'],
    each: (earlier) =>
      earlier('iam:GenerateServiceLastAccessedDetails').flatMap(({ kept: job }) =>
        isJsonObject(job) ? [{ parameters: { Arn: job.Arn }, sent: { JobId: job.JobId } }] : [],
      ),
    send: (client, question, token, options) =>
      client.send(
        new GetServiceLastAccessedDetailsCommand({ JobId: textOf(question, 'JobId'), ...marker(token) }),
        options,
      ),
    next: nextMarker,
    ready: (document) => document.JobStatus !== 'IN_PROGRESS',
    failure: (document) =>
      document.JobStatus === 'FAILED' ? `the job failed: ${JSON.stringify(document.Error ?? null)}` : null,
    items: (page) => list(page.ServicesLastAccessed).length,
    inFlight: 4,
  },
];

/** IAM: the whole identity group. It is one service for the whole account. */
export const iam = service<IAMClient>({
  name: 'iam',
  title: 'Identities (IAM)',
  scope: 'global',
  client: (config) => new IAMClient(config),
  operations,
});
