import type { Organization, Repository } from './model.ts';
import { CREATED, nodeId, numberOf, UPDATED } from './model.ts';
import {
  callerTold,
  dated,
  environmentTold,
  fullRepositoryTold,
  fullRulesetTold,
  organizationTold,
  publicUserTold,
  repositoryTold,
  rulesetTold,
  runnerTold,
  type Told,
  userTold,
} from './present.ts';

export interface RestContext {
  readonly api: string;
  readonly organization: Organization;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An answer: one document, or a list of which a page is cut, in the member named (the body itself where it is empty). */
export type RestAnswer =
  | { readonly body: unknown }
  | { readonly list: string; readonly items: readonly unknown[]; readonly most?: number };

/** Thrown where there is no such thing. */
export class NotThere extends Error {}

const indexes = new WeakMap<Organization, Map<string, Repository>>();
function byName(organization: Organization): Map<string, Repository> {
  const known = indexes.get(organization);
  if (known !== undefined) return known;
  const index = new Map(organization.repositories.map((each) => [each.name.toLowerCase(), each]));
  indexes.set(organization, index);
  return index;
}

const repositoryOf = ({ organization, parameters }: RestContext): Repository => {
  const found = byName(organization).get(parameters.repo?.toLowerCase() ?? '');
  if (found === undefined || parameters.owner?.toLowerCase() !== organization.login.toLowerCase())
    throw new NotThere();
  return found;
};

const environmentOf = (context: RestContext) => {
  const repository = repositoryOf(context);
  const found = repository.environments.find(({ name }) => name === context.parameters.environment_name);
  if (found === undefined) throw new NotThere();
  return found;
};

const needed = <T>(value: T | undefined): T => {
  if (value === undefined) throw new NotThere();
  return value;
};

const named = ({ api, organization }: RestContext, names: readonly string[]): Told[] =>
  names.map((name) =>
    repositoryTold(api, organization, needed(organization.repositories.find((each) => each.name === name))),
  );

const groupOf = ({ organization, parameters }: RestContext) =>
  needed(organization.runnerGroups.find(({ id }) => String(id) === parameters.runner_group_id));

const scoped = ({ api, organization }: RestContext, kind: 'secrets' | 'variables') =>
  organization[kind].map((each) => ({
    ...dated(each.name),
    visibility: each.visibility,
    ...('value' in each ? { value: each.value } : {}),
    ...(each.visibility === 'selected'
      ? {
          selected_repositories_url: `${api}/orgs/${organization.login}/actions/${kind}/${each.name}/repositories`,
        }
      : {}),
  }));

/** What the stand-in answers, by GitHub's own name for it. */
export const REST: Readonly<Record<string, (context: RestContext) => RestAnswer>> = {
  'GET /user': ({ api }) => ({ body: callerTold(api, { login: 'larkfield-auditor', id: 5_099 }) }),
  'GET /users/{username}': ({ api, organization, parameters }) => {
    const { username = '' } = parameters;
    const account = [...organization.members, organization].find(({ login }) => login === username);
    return { body: publicUserTold(api, needed(account)) };
  },
  'GET /orgs/{org}': ({ api, organization }) => ({ body: organizationTold(api, organization) }),
  'GET /orgs/{org}/repos': (context) => ({
    list: '',
    items: context.organization.repositories.map((each) =>
      repositoryTold(context.api, context.organization, each),
    ),
  }),
  'GET /repos/{owner}/{repo}': (context) => ({
    body: fullRepositoryTold(context.api, context.organization, repositoryOf(context)),
  }),
  'GET /orgs/{org}/installations': ({ api, organization }) => ({
    list: 'installations',
    items: organization.installations.map(({ id, slug, selection, permissions }) => ({
      id,
      app_id: id + 100,
      app_slug: slug,
      target_id: organization.id,
      target_type: 'Organization',
      account: userTold(api, organization, 'Organization'),
      repository_selection: selection,
      access_tokens_url: `${api}/app/installations/${id}/access_tokens`,
      repositories_url: `${api}/installation/repositories`,
      html_url: `https://github.example.com/organizations/${organization.login}/settings/installations/${id}`,
      permissions,
      events: ['push'],
      single_file_name: null,
      created_at: CREATED,
      updated_at: UPDATED,
      suspended_at: null,
      suspended_by: null,
    })),
  }),
  'GET /orgs/{org}/personal-access-tokens': () => ({ list: '', items: [] }),
  'GET /orgs/{org}/actions/permissions': ({ organization }) => ({
    body: {
      enabled_repositories: 'all',
      allowed_actions: organization.allowedActions,
      sha_pinning_required: false,
    },
  }),
  'GET /orgs/{org}/actions/permissions/selected-actions': () => ({
    body: { github_owned_allowed: true, verified_allowed: true, patterns_allowed: ['aws-actions/*'] },
  }),
  'GET /orgs/{org}/actions/permissions/workflow': ({ organization }) => ({
    body: {
      default_workflow_permissions: organization.defaultWorkflowPermissions,
      can_approve_pull_request_reviews: false,
    },
  }),
  'GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval': () => ({
    body: { approval_policy: 'first_time_contributors' },
  }),
  'GET /orgs/{org}/actions/permissions/self-hosted-runners': ({ organization }) => ({
    body: { enabled_repositories: organization.runnersAllowed },
  }),
  'GET /orgs/{org}/actions/oidc/customization/sub': ({ organization }) => ({
    body: { include_claim_keys: organization.claimKeys },
  }),
  'GET /orgs/{org}/actions/secrets': (context) => ({ list: 'secrets', items: scoped(context, 'secrets') }),
  'GET /orgs/{org}/actions/secrets/{secret_name}/repositories': (context) => ({
    list: 'repositories',
    items: named(
      context,
      needed(context.organization.secrets.find(({ name }) => name === context.parameters.secret_name))
        .repositories ?? [],
    ),
  }),
  'GET /orgs/{org}/actions/variables': (context) => ({
    list: 'variables',
    items: scoped(context, 'variables'),
    most: 30,
  }),
  'GET /orgs/{org}/actions/variables/{name}/repositories': (context) => ({
    list: 'repositories',
    items: named(
      context,
      needed(context.organization.variables.find(({ name }) => name === context.parameters.name))
        .repositories ?? [],
    ),
  }),
  'GET /orgs/{org}/actions/runner-groups': ({ api, organization }) => ({
    list: 'runner_groups',
    items: organization.runnerGroups.map(({ id, name, visibility, allowsPublic }) => ({
      id,
      name,
      visibility,
      default: name === 'Default',
      inherited: false,
      runners_url: `${api}/orgs/${organization.login}/actions/runner-groups/${id}/runners`,
      allows_public_repositories: allowsPublic,
      restricted_to_workflows: false,
      selected_workflows: [],
    })),
  }),
  'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories': (context) => ({
    list: 'repositories',
    items: named(context, groupOf(context).repositories),
  }),
  'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners': (context) => ({
    list: 'runners',
    items: groupOf(context).runners.map(runnerTold),
  }),
  'GET /orgs/{org}/rulesets': ({ organization }) => ({
    list: '',
    items: organization.rulesets.map((each) => rulesetTold(each, organization.login, 'Organization')),
  }),
  'GET /orgs/{org}/rulesets/{ruleset_id}': ({ organization, parameters }) => ({
    body: fullRulesetTold(
      needed(organization.rulesets.find(({ id }) => String(id) === parameters.ruleset_id)),
      organization.login,
      'Organization',
    ),
  }),
  'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}': (context) => {
    const { organization, parameters } = context;
    const repository = repositoryOf(context);
    const wanted = ({ id }: { readonly id: number }) => String(id) === parameters.ruleset_id;
    const own = repository.rulesets.find(wanted);
    return {
      body:
        own === undefined
          ? fullRulesetTold(needed(organization.rulesets.find(wanted)), organization.login, 'Organization')
          : fullRulesetTold(own, `${organization.login}/${repository.name}`, 'Repository'),
    };
  },
  'GET /repos/{owner}/{repo}/rules/branches/{branch}': (context) => {
    const { organization, parameters } = context;
    const repository = repositoryOf(context);
    const main = repository.branches[0] === parameters.branch;
    const full = `${organization.login}/${repository.name}`;
    return {
      list: '',
      items: repository.rulesets
        .filter(({ target, include }) => target === 'branch' && (main || include.includes('~ALL')))
        .flatMap((ruleset) =>
          ruleset.rules.map((rule) => ({
            ...rule,
            ruleset_source_type: 'Repository',
            ruleset_source: full,
            ruleset_id: ruleset.id,
          })),
        ),
    };
  },
  'GET /repos/{owner}/{repo}/environments': (context) => {
    const repository = repositoryOf(context);
    return {
      list: 'environments',
      items: repository.environments.map((each) =>
        environmentTold(context.api, context.organization, repository, each),
      ),
    };
  },
  'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies': (context) => {
    const { branches } = environmentOf(context);
    return {
      list: 'branch_policies',
      items: Array.isArray(branches)
        ? branches.map((name: string) => ({
            id: numberOf(name),
            node_id: nodeId('GBP', numberOf(name)),
            name,
            type: 'branch',
          }))
        : [],
    };
  },
  'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets': (context) => ({
    list: 'secrets',
    items: environmentOf(context).secrets.map(dated),
  }),
  'GET /repos/{owner}/{repo}/environments/{environment_name}/variables': (context) => ({
    list: 'variables',
    most: 30,
    items: environmentOf(context).variables.map((name) => ({ ...dated(name), value: 'a value' })),
  }),
  'GET /repos/{owner}/{repo}/actions/secrets': (context) => ({
    list: 'secrets',
    items: repositoryOf(context).secrets.map(dated),
  }),
  'GET /repos/{owner}/{repo}/actions/variables': (context) => ({
    list: 'variables',
    most: 30,
    items: repositoryOf(context).variables.map(({ name, value }) => ({ ...dated(name), value })),
  }),
  'GET /repos/{owner}/{repo}/actions/oidc/customization/sub': (context) => {
    const repository = repositoryOf(context);
    const { organization } = context;
    const immutable = repository.immutableSubject === true;
    return {
      body: {
        use_default: true,
        use_immutable_subject: immutable,
        sub_claim_prefix: immutable
          ? `repo:${organization.login}@${organization.id}/${repository.name}@${repository.id}`
          : `repo:${organization.login}/${repository.name}`,
      },
    };
  },
  'GET /repos/{owner}/{repo}/actions/workflows': (context) => {
    const repository = repositoryOf(context);
    const full = `${context.organization.login}/${repository.name}`;
    return {
      list: 'workflows',
      items: Object.entries(repository.files)
        .filter(([path]) => path.startsWith('.github/workflows/'))
        .map(([path, source]) => {
          const id = numberOf(`${full}/${path}`);
          return {
            id,
            node_id: nodeId('W', id),
            name: /^name: (.+)$/m.exec(source)?.[1] ?? path,
            path,
            state: repository.disabledWorkflows?.includes(path) ? 'disabled_manually' : 'active',
            created_at: CREATED,
            updated_at: UPDATED,
            url: `${context.api}/repos/${full}/actions/workflows/${id}`,
            html_url: `https://github.example.com/${full}/blob/main/${path}`,
            badge_url: `https://github.example.com/${full}/workflows/x/badge.svg`,
          };
        }),
    };
  },
  'GET /repos/{owner}/{repo}/actions/permissions': (context) => {
    const enabled = repositoryOf(context).actions !== false;
    if (!enabled) return { body: { enabled } };
    return {
      body: {
        enabled,
        allowed_actions: context.organization.allowedActions,
        sha_pinning_required: false,
      },
    };
  },
  'GET /repos/{owner}/{repo}/actions/permissions/workflow': (context) => {
    repositoryOf(context);
    return { body: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false } };
  },
  'GET /repos/{owner}/{repo}/actions/permissions/fork-pr-contributor-approval': (context) => {
    repositoryOf(context);
    return { body: { approval_policy: 'first_time_contributors' } };
  },
  'GET /repos/{owner}/{repo}/actions/runners': (context) => ({
    list: 'runners',
    items: (repositoryOf(context).runners ?? []).map(runnerTold),
  }),
};
