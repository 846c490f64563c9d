import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { type FileShape, firstOf, has, named, textOf } from './file-shape.ts';

const DETAIL_LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/** What `get-account-authorization-details` must look like for anything to be read from it. Policies are judged by analysis. */
function detailsFault(document: JsonObject): { pointer: string; reason: string } | null {
  for (const name of DETAIL_LISTS) {
    const value = document[name];
    if (value === undefined) continue;
    if (!Array.isArray(value)) return { pointer: `/${name}`, reason: `is ${article(value)}, not a list` };
    for (const [index, item] of value.entries()) {
      if (!isJsonObject(item))
        return { pointer: `/${name}/${index}`, reason: `is ${article(item)}, not an object` };
      if (typeof item.Arn !== 'string')
        return { pointer: `/${name}/${index}/Arn`, reason: 'is missing or no text' };
    }
  }
  return null;
}

function article(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function accountOfArns(document: JsonObject): string | null {
  for (const name of ['UserDetailList', 'RoleDetailList', 'GroupDetailList', 'Policies']) {
    const value = document[name];
    for (const item of Array.isArray(value) ? value : []) {
      const account = accountOfArn(textOf(item, 'Arn'));
      if (account !== null) return account;
    }
  }
  return null;
}

function accountOfArn(arn: string | null): string | null {
  return /^arn:[^:]*:iam::(\d{12}):/.exec(arn ?? '')?.[1] ?? null;
}

/** The CLI prints the report as base64, other tools as text. */
function reportAsText(document: JsonObject): JsonObject {
  const content = document.Content;
  if (typeof content !== 'string' || content.startsWith('user,')) return document;
  const decoded = Buffer.from(content, 'base64').toString('utf8');
  return decoded.startsWith('user,') ? { ...document, Content: decoded } : document;
}

const userName: Pick<FileShape, 'lacking'> = { lacking: 'the user it is about' };

export const IAM_FILES: readonly FileShape[] = [
  {
    operation: 'iam:GetAccountAuthorizationDetails',
    matches: (document) => DETAIL_LISTS.slice(0, 3).some((name) => Object.hasOwn(document, name)),
    fault: detailsFault,
    // As when the dump was asked for with a filter.
    lacks: (document) => {
      const absent = DETAIL_LISTS.filter((name) => !Object.hasOwn(document, name));
      return absent.length === 0 ? null : absent.join(', ');
    },
    account: accountOfArns,
  },
  {
    operation: 'iam:ListAccessKeys',
    matches: has('AccessKeyMetadata'),
    parameters: (document, hint) =>
      named('UserName', textOf(firstOf(document, 'AccessKeyMetadata'), 'UserName') ?? hint.name),
    ...userName,
  },
  {
    operation: 'iam:GetAccessKeyLastUsed',
    matches: has('AccessKeyLastUsed'),
    parameters: (_document, hint) => named('AccessKeyId', hint.name),
    lacking: 'the access key it is about',
  },
  {
    operation: 'iam:GetCredentialReport',
    matches: has('Content', 'GeneratedTime'),
    normalise: reportAsText,
  },
  { operation: 'iam:GetAccountSummary', matches: has('SummaryMap') },
  {
    operation: 'iam:GetLoginProfile',
    matches: has('LoginProfile'),
    parameters: (document, hint) => named('UserName', textOf(document.LoginProfile, 'UserName') ?? hint.name),
    ...userName,
  },
  {
    operation: 'iam:ListMFADevices',
    matches: has('MFADevices'),
    parameters: (document, hint) =>
      named('UserName', textOf(firstOf(document, 'MFADevices'), 'UserName') ?? hint.name),
    ...userName,
  },
  {
    operation: 'iam:ListServiceSpecificCredentials',
    matches: has('ServiceSpecificCredentials'),
    parameters: (document, hint) =>
      named('UserName', textOf(firstOf(document, 'ServiceSpecificCredentials'), 'UserName') ?? hint.name),
    ...userName,
  },
  { operation: 'iam:ListOpenIDConnectProviders', matches: has('OpenIDConnectProviderList') },
  {
    operation: 'iam:GetOpenIDConnectProvider',
    matches: has('Url', 'ClientIDList'),
    parameters: (document, hint) =>
      named('OpenIDConnectProviderArn', providerArn(document, hint.name, hint.account)),
    lacking: 'the provider it is about',
  },
  { operation: 'iam:ListSAMLProviders', matches: has('SAMLProviderList') },
  {
    operation: 'iam:GetSAMLProvider',
    matches: has('SAMLMetadataDocument'),
    parameters: (_document, hint) =>
      named('SAMLProviderArn', hint.name !== null && /:saml-provider\//.test(hint.name) ? hint.name : null),
    lacking: 'the provider it is about',
  },
  {
    operation: 'iam:GetServiceLastAccessedDetails',
    matches: has('JobStatus', 'ServicesLastAccessed'),
    parameters: (_document, hint) => {
      if (hint.name === null) return null;
      return named('Arn', hint.name.startsWith('arn:') ? hint.name : (hint.jobs.get(hint.name) ?? null));
    },
    lacking: 'the principal it is about',
  },
  {
    operation: 'iam:GenerateServiceLastAccessedDetails',
    matches: (document) => typeof document.JobId === 'string' && Object.keys(document).length <= 2,
    parameters: (_document, hint) => named('Arn', hint.name?.startsWith('arn:') ? hint.name : null),
    lacking: 'the principal it is about',
  },
  {
    operation: 'iam:GetUser',
    matches: (document) => textOf(document.User, 'UserId') !== null && textOf(document.User, 'Arn') !== null,
    parameters: (document) => named('UserName', textOf(document.User, 'UserName')),
    account: (document) => accountOfArn(textOf(document.User, 'Arn')),
  },
  {
    operation: 'iam:GetRole',
    matches: (document) => textOf(document.Role, 'RoleId') !== null && textOf(document.Role, 'Arn') !== null,
    parameters: (document) => named('RoleName', textOf(document.Role, 'RoleName')),
    account: (document) => accountOfArn(textOf(document.Role, 'Arn')),
  },
];

function providerArn(document: JsonObject, name: string | null, account: string | null): string | null {
  if (name !== null && /^arn:.*:oidc-provider\//.test(name)) return name;
  const url = textOf(document, 'Url');
  if (url === null || account === null) return null;
  return `arn:aws:iam::${account}:oidc-provider/${url.replace(/^https:\/\//, '')}`;
}
