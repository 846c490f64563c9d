import { type Cursor, field, flag, items, refOf, tags, text } from '../../observations/cursor.ts';
import { isCaller } from '../evaluate/caller.ts';
import { inAccount, isAccountId, parseArn } from './arn.ts';
import type {
  AttachmentFact,
  GroupFact,
  InlinePolicyFact,
  ManagedPolicyFact,
  PolicyVersionFact,
  RoleFact,
  UserFact,
} from './facts.ts';

/** What an account's authorization details say, before anything is joined. */
export interface IdentityDetails {
  readonly users: UserFact[];
  readonly groups: GroupFact[];
  readonly roles: RoleFact[];
  readonly policies: ManagedPolicyFact[];
}

/** The one account that a document's ARNs name, for ARNs in the same document that name none. */
export function soleAccount(document: Cursor): string | null {
  const found = new Set<string>();
  for (const list of ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies']) {
    for (const item of items(field(document, list))) {
      const account = parseArn(text(item, 'Arn') ?? '')?.account ?? '';
      if (isAccountId(account)) found.add(account);
    }
  }
  return found.size === 1 ? ([...found][0] as string) : null;
}

/**
 * Reads a `GetAccountAuthorizationDetails` answer or page of one. `account` owns the ARNs that name no account.
 * See the IAM API reference, GetAccountAuthorizationDetails.
 */
export function readIdentityDetails(
  document: Cursor,
  source: string,
  account: string | null,
): IdentityDetails {
  const details: IdentityDetails = { users: [], groups: [], roles: [], policies: [] };
  for (const at of items(field(document, 'UserDetailList'))) {
    const user = readUser(at, source, account);
    if (user) details.users.push(user);
  }
  for (const at of items(field(document, 'GroupDetailList'))) {
    const common = readPrincipal(at, source, account, 'GroupName', 'GroupId', 'GroupPolicyList');
    if (common) details.groups.push({ kind: 'group', ...common });
  }
  for (const at of items(field(document, 'RoleDetailList'))) {
    const role = readRole(at, source, account);
    if (role) details.roles.push(role);
  }
  for (const at of items(field(document, 'Policies'))) {
    const policy = readPolicy(at, source);
    if (policy) details.policies.push(policy);
  }
  return details;
}

/** A user from `UserDetailList` or from `GetUser`. */
export function readUser(at: Cursor, source: string, account: string | null): UserFact | null {
  const common = readPrincipal(at, source, account, 'UserName', 'UserId', 'UserPolicyList');
  if (!common) return null;
  const groups = [...items(field(at, 'GroupList'))]
    .filter((group) => typeof group.value === 'string')
    .map((group) => ({ name: group.value as string, ref: refOf(group) }));
  return {
    kind: 'user',
    ...common,
    groups,
    boundary: readBoundary(at),
    passwordLastUsed: text(at, 'PasswordLastUsed'),
  };
}

/** A role from `RoleDetailList` or from `GetRole`. */
export function readRole(at: Cursor, source: string, account: string | null): RoleFact | null {
  const common = readPrincipal(at, source, account, 'RoleName', 'RoleId', 'RolePolicyList');
  if (!common) return null;
  const trust = field(at, 'AssumeRolePolicyDocument');
  const used = field(at, 'RoleLastUsed');
  return {
    kind: 'role',
    ...common,
    trust: trust.value === undefined ? null : { document: trust.value, ref: refOf(trust) },
    boundary: readBoundary(at),
    lastUsed:
      used.value === undefined ? null : { at: text(used, 'LastUsedDate'), region: text(used, 'Region') },
    instanceProfiles: [...items(field(at, 'InstanceProfileList'))].flatMap((profile) => {
      const arn = text(profile, 'Arn');
      return arn ? [arn] : [];
    }),
  };
}

function readPrincipal(
  at: Cursor,
  source: string,
  fallback: string | null,
  nameField: string,
  idField: string,
  inlineField: string,
): Omit<GroupFact, 'kind'> | null {
  const id = text(at, 'Arn');
  const name = text(at, nameField);
  const parsed = id ? parseArn(id) : null;
  if (id === null || name === null || parsed?.service !== 'iam') return null;
  const account = isAccountId(parsed.account) ? parsed.account : (fallback ?? parsed.account);
  const arn = inAccount(id, account);
  // Nobody of that name can ask for anything: no answer of AWS has it.
  if (nameField !== 'GroupName' && !isCaller(arn)) return null;
  return {
    id,
    arn,
    account,
    source,
    name,
    path: text(at, 'Path') ?? '/',
    uniqueId: text(at, idField),
    createdAt: text(at, 'CreateDate'),
    tags: tags(field(at, 'Tags')),
    tagsKnown: Array.isArray(field(at, 'Tags').value),
    inline: [...items(field(at, inlineField))].flatMap(readInline),
    attached: [...items(field(at, 'AttachedManagedPolicies'))].flatMap(readAttachment),
    ref: refOf(at),
  };
}

function readInline(at: Cursor): InlinePolicyFact[] {
  const document = field(at, 'PolicyDocument');
  if (document.value === undefined) return [];
  return [{ name: text(at, 'PolicyName') ?? 'unnamed', document: document.value, ref: refOf(document) }];
}

function readAttachment(at: Cursor): AttachmentFact[] {
  const arn = text(at, 'PolicyArn');
  if (arn === null) return [];
  return [{ arn, name: text(at, 'PolicyName') ?? arn.slice(arn.lastIndexOf('/') + 1), ref: refOf(at) }];
}

function readBoundary(at: Cursor): AttachmentFact | null {
  const boundary = field(at, 'PermissionsBoundary');
  const arn = text(boundary, 'PermissionsBoundaryArn');
  return arn === null ? null : { arn, name: arn.slice(arn.lastIndexOf('/') + 1), ref: refOf(boundary) };
}

function readPolicy(at: Cursor, source: string): ManagedPolicyFact | null {
  const arn = text(at, 'Arn');
  if (arn === null) return null;
  const defaultId = text(at, 'DefaultVersionId');
  const versions = [...items(field(at, 'PolicyVersionList'))].flatMap((version): PolicyVersionFact[] => {
    const document = field(version, 'Document');
    const id = text(version, 'VersionId') ?? '';
    if (document.value === undefined) return [];
    return [
      {
        id,
        isDefault: flag(version, 'IsDefaultVersion') ?? id === defaultId,
        document: document.value,
        ref: refOf(document),
      },
    ];
  });
  const account = parseArn(arn)?.account ?? '';
  return {
    arn,
    name: text(at, 'PolicyName') ?? arn.slice(arn.lastIndexOf('/') + 1),
    source,
    account: isAccountId(account) ? account : null,
    versions,
    createdAt: text(at, 'CreateDate'),
    ref: refOf(at),
  };
}
