import { type PolicyDocument, PRODUCTION, type Tags } from '../estate/company.ts';
import { GROUPS, type Group } from '../estate/groups.ts';
import { awsId } from '../estate/ids.ts';
import { type ManagedPolicy, POLICIES } from '../estate/policies.ts';
import { ROLES, type Role, roleArn } from '../estate/roles.ts';
import { USERS, type User } from '../estate/users.ts';
import type { Answer, AnswerObject, Handler } from '../protocol/call.ts';
import { page, textParameter } from '../protocol/call.ts';

/** More pages than a small account needs, so that paging is seen to work. */
const PAGE = 20;

/** IAM sends policy documents URL-encoded (RFC 3986), which leaves fewer characters alone than encodeURIComponent. */
function encoded(document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function tagList(tags: Tags): Answer {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function inlineList(inline: Readonly<Record<string, PolicyDocument>>): Answer {
  return Object.entries(inline).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encoded(document),
  }));
}

function attachedList(arns: readonly string[]): Answer {
  return arns.map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').at(-1) ?? '', PolicyArn }));
}

function userDetail(user: User): AnswerObject {
  return {
    Path: '/',
    UserName: user.name,
    UserId: awsId('AIDA', PRODUCTION, user.name),
    Arn: `arn:aws:iam::${PRODUCTION}:user/${user.name}`,
    CreateDate: new Date(user.created),
    UserPolicyList: inlineList(user.inline),
    GroupList: user.groups,
    AttachedManagedPolicies: attachedList(user.attached),
    Tags: tagList(user.tags),
  };
}

function groupDetail(group: Group): AnswerObject {
  return {
    Path: '/',
    GroupName: group.name,
    GroupId: awsId('AGPA', PRODUCTION, group.name),
    Arn: `arn:aws:iam::${PRODUCTION}:group/${group.name}`,
    CreateDate: new Date(group.created),
    GroupPolicyList: inlineList(group.inline),
    AttachedManagedPolicies: attachedList(group.attached),
  };
}

function roleDetail(role: Role): AnswerObject {
  const common = {
    Path: role.path,
    RoleName: role.name,
    RoleId: awsId('AROA', PRODUCTION, role.name),
    Arn: roleArn(role),
  };
  const profile = {
    Path: role.path,
    InstanceProfileName: role.name,
    InstanceProfileId: awsId('AGPA', PRODUCTION, `instance-profile/${role.name}`).replace('AGPA', 'AIPA'),
    Arn: `arn:aws:iam::${PRODUCTION}:instance-profile/${role.name}`,
    CreateDate: new Date(role.created),
    Roles: [{ ...common, CreateDate: new Date(role.created), AssumeRolePolicyDocument: encoded(role.trust) }],
  };
  return {
    ...common,
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: encoded(role.trust),
    Description: role.description,
    InstanceProfileList: role.instanceProfile ? [profile] : [],
    RolePolicyList: inlineList(role.inline),
    AttachedManagedPolicies: attachedList(role.attached),
    PermissionsBoundary:
      role.boundary === null
        ? undefined
        : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: role.boundary },
    Tags: tagList(role.tags),
    RoleLastUsed:
      role.lastUsed === null ? {} : { LastUsedDate: new Date(role.lastUsed), Region: 'eu-central-1' },
  };
}

function policyDetail(policy: ManagedPolicy): AnswerObject {
  const last = policy.versions.length - 1;
  const path = policy.arn.split(':policy').at(-1) ?? '/';
  return {
    PolicyName: policy.arn.split('/').at(-1),
    PolicyId: awsId('ANPA', PRODUCTION, policy.arn),
    Arn: policy.arn,
    Path: path.slice(0, path.lastIndexOf('/') + 1),
    DefaultVersionId: `v${policy.firstVersion + last}`,
    AttachmentCount: attachments(policy.arn),
    PermissionsBoundaryUsageCount: ROLES.filter((role) => role.boundary === policy.arn).length,
    IsAttachable: true,
    Description: policy.description === '' ? undefined : policy.description,
    CreateDate: new Date(policy.created),
    UpdateDate: new Date(policy.updated),
    PolicyVersionList: policy.versions
      .map((document, index) => ({
        Document: encoded(document),
        VersionId: `v${policy.firstVersion + index}`,
        IsDefaultVersion: index === last,
        CreateDate: new Date(index === last ? policy.updated : policy.created),
      }))
      .reverse(),
  };
}

function attachments(arn: string): number {
  return [...USERS, ...GROUPS, ...ROLES].filter((principal) => principal.attached.includes(arn)).length;
}

const LISTS = [
  ['User', 'UserDetailList', USERS.map(userDetail)],
  ['Group', 'GroupDetailList', GROUPS.map(groupDetail)],
  ['Role', 'RoleDetailList', ROLES.map(roleDetail)],
  ['LocalManagedPolicy', 'Policies', POLICIES.filter((one) => !one.arn.includes('::aws:')).map(policyDetail)],
  ['AWSManagedPolicy', 'Policies', POLICIES.filter((one) => one.arn.includes('::aws:')).map(policyDetail)],
] as const;

export const getAccountAuthorizationDetails: Handler = ({ parameters }) => {
  const filter = Object.entries(parameters).flatMap(([name, value]) =>
    name.startsWith('Filter.member.') ? [value] : [],
  );
  const all = LISTS.filter(([kind]) => filter.length === 0 || filter.includes(kind)).flatMap(
    ([, list, details]) => details.map((detail) => ({ list, detail })),
  );
  const { items, next } = page(all, textParameter(parameters, 'Marker'), parameters.MaxItems, PAGE);
  const of = (list: string) => items.filter((item) => item.list === list).map((item) => item.detail);
  return {
    UserDetailList: of('UserDetailList'),
    GroupDetailList: of('GroupDetailList'),
    RoleDetailList: of('RoleDetailList'),
    Policies: of('Policies'),
    IsTruncated: next !== undefined,
    Marker: next,
  };
};
