import { PRODUCTION } from '../estate/company.ts';
import { OIDC_PROVIDERS, SAML_PROVIDERS } from '../estate/identity-providers.ts';
import { uuid } from '../estate/ids.ts';
import { ACCESS_KEYS } from '../estate/keys.ts';
import { ROLES, roleArn } from '../estate/roles.ts';
import { USERS, type User } from '../estate/users.ts';
import type { Handler, Parameters } from '../protocol/call.ts';
import { AwsError, textParameter } from '../protocol/call.ts';
import { credentialReport, REPORT_TIME } from './credential-report.ts';
import { getAccountAuthorizationDetails } from './iam-details.ts';
import { lastAccessed } from './last-accessed.ts';

function userNamed(parameters: Parameters): User {
  const name = textParameter(parameters, 'UserName');
  const user = USERS.find((one) => one.name === name);
  if (user === undefined) {
    throw new AwsError('NoSuchEntity', 404, `The user with name ${name} cannot be found.`);
  }
  return user;
}

const PRINCIPALS = [
  ...USERS.map((user) => `arn:aws:iam::${PRODUCTION}:user/${user.name}`),
  ...ROLES.map(roleArn),
];

export const iam: Readonly<Record<string, Handler>> = {
  'iam:GetAccountAuthorizationDetails': getAccountAuthorizationDetails,
  'iam:ListAccessKeys': ({ parameters }) => {
    const user = userNamed(parameters);
    return {
      AccessKeyMetadata: (ACCESS_KEYS[user.name] ?? []).map((key) => ({
        UserName: user.name,
        AccessKeyId: key.id,
        Status: key.status,
        CreateDate: new Date(key.created),
      })),
      IsTruncated: false,
    };
  },
  'iam:GetAccessKeyLastUsed': ({ parameters }) => {
    const id = textParameter(parameters, 'AccessKeyId');
    for (const [UserName, keys] of Object.entries(ACCESS_KEYS)) {
      const key = keys.find((one) => one.id === id);
      if (key === undefined) continue;
      const AccessKeyLastUsed =
        key.lastUsed === null
          ? { ServiceName: 'N/A', Region: 'N/A' }
          : {
              LastUsedDate: new Date(key.lastUsed.date),
              ServiceName: key.lastUsed.service,
              Region: key.lastUsed.region,
            };
      return { UserName, AccessKeyLastUsed };
    }
    throw new AwsError('AccessDenied', 403, 'The access key does not belong to this account.');
  },
  'iam:GenerateCredentialReport': () => ({ State: 'COMPLETE' }),
  'iam:GetCredentialReport': () => ({
    Content: Buffer.from(credentialReport()).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: new Date(REPORT_TIME),
  }),
  'iam:GetLoginProfile': ({ parameters }) => {
    const user = userNamed(parameters);
    if (user.console === null) {
      throw new AwsError('NoSuchEntity', 404, `Login Profile for User ${user.name} cannot be found.`);
    }
    return {
      LoginProfile: {
        UserName: user.name,
        CreateDate: new Date(user.console.created),
        PasswordResetRequired: false,
      },
    };
  },
  'iam:ListMFADevices': ({ parameters }) => {
    const user = userNamed(parameters);
    const device = {
      UserName: user.name,
      SerialNumber: `arn:aws:iam::${PRODUCTION}:mfa/${user.name}`,
      EnableDate: new Date(user.created),
    };
    return { MFADevices: user.mfa ? [device] : [], IsTruncated: false };
  },
  'iam:ListServiceSpecificCredentials': () => ({ ServiceSpecificCredentials: [] }),
  'iam:ListOpenIDConnectProviders': () => ({
    OpenIDConnectProviderList: OIDC_PROVIDERS.map((provider) => ({ Arn: provider.arn })),
  }),
  'iam:GetOpenIDConnectProvider': ({ parameters }) => {
    const arn = textParameter(parameters, 'OpenIDConnectProviderArn');
    const provider = OIDC_PROVIDERS.find((one) => one.arn === arn);
    if (provider === undefined) {
      throw new AwsError('NoSuchEntity', 404, `OpenIDConnect Provider not found for arn ${arn}`);
    }
    return {
      Url: provider.url,
      ClientIDList: provider.clientIds,
      ThumbprintList: provider.thumbprints,
      CreateDate: new Date(provider.created),
      Tags: Object.entries(provider.tags).map(([Key, Value]) => ({ Key, Value })),
    };
  },
  'iam:ListSAMLProviders': () => ({
    SAMLProviderList: SAML_PROVIDERS.map((provider) => ({
      Arn: provider.arn,
      ValidUntil: new Date(provider.validUntil),
      CreateDate: new Date(provider.created),
    })),
  }),
  'iam:GetSAMLProvider': ({ parameters }) => {
    const arn = textParameter(parameters, 'SAMLProviderArn');
    const provider = SAML_PROVIDERS.find((one) => one.arn === arn);
    if (provider === undefined) throw new AwsError('NoSuchEntity', 404, `Manifest not found for arn ${arn}`);
    return {
      SAMLProviderUUID: uuid(provider.arn),
      SAMLMetadataDocument: provider.metadata,
      CreateDate: new Date(provider.created),
      ValidUntil: new Date(provider.validUntil),
      Tags: Object.entries(provider.tags).map(([Key, Value]) => ({ Key, Value })),
    };
  },
  'iam:GenerateServiceLastAccessedDetails': ({ parameters }) => {
    const arn = textParameter(parameters, 'Arn');
    if (!PRINCIPALS.includes(arn)) throw new AwsError('NoSuchEntity', 404, `ARN ${arn} does not exist.`);
    return { JobId: uuid(`last-accessed/${arn}`) };
  },
  'iam:GetServiceLastAccessedDetails': ({ parameters }) => {
    const job = textParameter(parameters, 'JobId');
    const arn = PRINCIPALS.find((one) => uuid(`last-accessed/${one}`) === job);
    if (arn === undefined) throw new AwsError('NoSuchEntity', 404, `Job ${job} does not exist.`);
    return {
      JobStatus: 'COMPLETED',
      JobType: 'SERVICE_LEVEL',
      JobCreationDate: new Date(REPORT_TIME),
      ServicesLastAccessed: lastAccessed(arn),
      JobCompletionDate: new Date(REPORT_TIME),
      IsTruncated: false,
    };
  },
};
