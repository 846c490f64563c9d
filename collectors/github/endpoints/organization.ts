import { isJsonObject } from '../../../schema/json.ts';
import { type Endpoint, number, objects, text } from '../endpoint.ts';
import type { Known } from '../known.ts';

const once = (known: Known) => (known.organization === false ? [] : [{ org: known.owner }]);

/** The organization itself and who was given access to it as an application or by token. */
export const ORGANIZATION: readonly Endpoint[] = [
  {
    operation: 'GET /orgs/{org}/installations',
    permission: 'Organization: Administration (read)',
    without: 'which GitHub Apps are installed and what they may do',
    hides: ['can-push', 'can-trigger'],
    list: 'installations',
    each: once,
  },
  {
    operation: 'GET /orgs/{org}/personal-access-tokens',
    permission: 'Organization: Personal access tokens (read), GitHub Apps only',
    without: 'which fine-grained tokens of members may reach the organization',
    hides: ['can-push', 'can-trigger'],
    list: '',
    each: once,
    keep: (page, _parameters, known) => {
      for (const grant of objects(page)) {
        const id = number(grant.id);
        if (grant.repository_selection === 'subset' && id !== null) known.selectedGrants.push(id);
      }
    },
  },
  {
    operation: 'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories',
    permission: 'Organization: Personal access tokens (read), GitHub Apps only',
    without: 'which repositories those tokens are for',
    hides: ['can-push', 'can-trigger'],
    list: '',
    after: ['GET /orgs/{org}/personal-access-tokens'],
    each: (known) => known.selectedGrants.map((pat_id) => ({ org: known.owner, pat_id })),
  },
  {
    operation: 'GET /orgs/{org}/actions/permissions',
    permission: 'Organization: Administration (read)',
    without: 'where Actions are on, and which actions may be used',
    hides: ['can-trigger', 'supplies'],
    each: once,
    keep: (page, _parameters, known) => {
      if (!isJsonObject(page)) return;
      known.enabledRepositories = text(page.enabled_repositories);
      known.allowedActions = text(page.allowed_actions);
    },
  },
  {
    operation: 'GET /orgs/{org}/actions/permissions/repositories',
    permission: 'Organization: Administration (read)',
    without: 'in which repositories Actions are on',
    hides: ['can-trigger'],
    list: 'repositories',
    after: ['GET /orgs/{org}/actions/permissions'],
    each: (known) => (known.enabledRepositories === 'selected' ? once(known) : []),
  },
  {
    operation: 'GET /orgs/{org}/actions/permissions/selected-actions',
    permission: 'Organization: Administration (read)',
    without: 'which actions may be used',
    hides: ['supplies'],
    after: ['GET /orgs/{org}/actions/permissions'],
    each: (known) => (known.allowedActions === 'selected' ? once(known) : []),
  },
  {
    operation: 'GET /orgs/{org}/actions/permissions/workflow',
    permission: 'Organization: Administration (read)',
    without: 'what the token of a workflow may do by default',
    hides: ['can-push', 'can-assume'],
    each: once,
    keep: (page, _parameters, known) => {
      if (isJsonObject(page)) known.defaultWorkflowPermissions = text(page.default_workflow_permissions);
    },
  },
  {
    operation: 'GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval',
    permission: 'Organization: Administration (read)',
    without: 'whose pull requests from forks run without approval',
    hides: ['can-trigger'],
    each: once,
  },
  {
    operation: 'GET /orgs/{org}/actions/permissions/self-hosted-runners',
    permission: 'Organization: Administration (read)',
    without: 'where repositories may have runners of their own',
    hides: ['can-take-over'],
    each: once,
    keep: (page, _parameters, known) => {
      if (isJsonObject(page)) known.runnersAllowed = text(page.enabled_repositories);
    },
  },
  {
    operation: 'GET /orgs/{org}/actions/oidc/customization/sub',
    permission: 'Organization: Administration (read)',
    without: 'the template of the subjects in tokens of jobs',
    hides: ['can-assume'],
    each: once,
  },
];
