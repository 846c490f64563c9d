import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import type { Answer, Answers } from './answers.ts';
import type {
  AllowedActionsFact,
  ForkApprovalFact,
  OidcTemplateFact,
  OrganizationFact,
  WorkflowDefaultsFact,
} from './facts.ts';
import { numberText, permissionOf } from './read-members.ts';

export function readOrganization(answers: Answers, org: string, source: string): OrganizationFact {
  const one = (operation: string): Answer | undefined => answers.of(operation, { org })[0];
  const itself = one('GET /orgs/{org}') ?? answers.of('GET /users/{username}', { username: org })[0];
  const first = itself ?? answers.of('GET /orgs/{org}/repos', { org })[0];
  const base = itself === undefined ? null : text(itself.at, 'default_repository_permission');
  const inList = answers.list('GET /orgs/{org}/repos', { org })[0];
  return {
    login: org,
    id:
      (itself && numberText(itself.at, 'id')) ??
      (inList === undefined ? null : numberText(field(inList, 'owner'), 'id')),
    source,
    api: first?.endpoint.startsWith('http') ? first.endpoint : null,
    ref: itself === undefined ? null : refOf(itself.at),
    defaultPermission: base === null ? null : permissionOf(base),
    membersCreateRepositories:
      itself === undefined ? null : flag(itself.at, 'members_can_create_repositories'),
    oidc: templateOf(one('GET /orgs/{org}/actions/oidc/customization/sub')),
    workflowDefaults: defaultsOf(one('GET /orgs/{org}/actions/permissions/workflow')),
    allowedActions: allowedOf(one('GET /orgs/{org}/actions/permissions')),
    forkApproval: approvalOf(one('GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval')),
  };
}

export function templateOf(answer: Answer | undefined): OidcTemplateFact | null {
  if (answer === undefined) return null;
  const { at } = answer;
  const keys = field(at, 'include_claim_keys');
  return {
    ref: refOf(at),
    useDefault: flag(at, 'use_default'),
    keys: Array.isArray(keys.value)
      ? [...items(keys)].flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
      : null,
    immutable: flag(at, 'use_immutable_subject'),
    prefix: text(at, 'sub_claim_prefix'),
  };
}

export function defaultsOf(answer: Answer | undefined): WorkflowDefaultsFact | null {
  if (answer === undefined) return null;
  return {
    ref: refOf(answer.at),
    permissions: text(answer.at, 'default_workflow_permissions') === 'write' ? 'write' : 'read',
    approvesPullRequests: flag(answer.at, 'can_approve_pull_request_reviews') === true,
  };
}

export function approvalOf(answer: Answer | undefined): ForkApprovalFact | null {
  const policy = answer === undefined ? null : text(answer.at, 'approval_policy');
  return answer === undefined || policy === null ? null : { ref: refOf(answer.at), policy };
}

function allowedOf(answer: Answer | undefined): AllowedActionsFact | null {
  const allowed = answer === undefined ? null : text(answer.at, 'allowed_actions');
  if (answer === undefined || allowed === null) return null;
  return { ref: refOf(answer.at), allowed, shaPinningRequired: flag(answer.at, 'sha_pinning_required') };
}

export function present(at: Cursor): boolean {
  return at.value !== undefined && at.value !== null;
}
