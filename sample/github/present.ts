import type { Account, Environment, Organization, Repository, Ruleset, Runner } from './model.ts';
import { CREATED, nodeId, numberOf, UPDATED } from './model.ts';

/** Forms in which the REST API tells of things. `api` is the address of the API, as it stands in answers. */
export type Told = Record<string, unknown>;

const USER_LINKS = [
  'followers',
  'following',
  'gists',
  'starred',
  'subscriptions',
  'organizations',
  'repos',
  'events',
  'received_events',
];

export function userTold(api: string, { login, id }: Account, type: 'User' | 'Organization' = 'User'): Told {
  const url = `${api}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId('U', id),
    avatar_url: `https://github.example.com/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `https://github.example.com/${login}`,
    ...Object.fromEntries(USER_LINKS.map((name) => [`${name}_url`, `${url}/${name}`])),
    type,
    site_admin: false,
  };
}

/** What anybody may see of an account. */
export function publicUserTold(api: string, account: Account): Told {
  return {
    ...userTold(api, account),
    user_view_type: 'public',
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: CREATED,
    updated_at: UPDATED,
  };
}

/** What an account sees of itself. */
export function callerTold(api: string, account: Account): Told {
  return {
    ...publicUserTold(api, account),
    user_view_type: 'private',
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}

export function organizationTold(api: string, organization: Organization): Told {
  const { login, id } = organization;
  const url = `${api}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId('O', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: '',
    description: 'Larkfield Supplies',
    html_url: `https://github.example.com/${login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: organization.repositories.filter(({ visibility }) => visibility === 'public').length,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: CREATED,
    updated_at: UPDATED,
    archived_at: null,
    default_repository_permission: organization.basePermission,
    members_can_create_repositories: true,
    two_factor_requirement_enabled: true,
    plan: { name: 'team', space: 976_562_499, private_repos: 999_999, filled_seats: 4, seats: 10 },
  };
}

const REPOSITORY_LINKS = [
  'archive',
  'assignees',
  'blobs',
  'branches',
  'collaborators',
  'comments',
  'commits',
  'compare',
  'contents',
  'contributors',
  'deployments',
  'downloads',
  'events',
  'forks',
  'git_commits',
  'git_refs',
  'git_tags',
  'hooks',
  'issue_comment',
  'issue_events',
  'issues',
  'keys',
  'labels',
  'languages',
  'merges',
  'milestones',
  'notifications',
  'pulls',
  'releases',
  'stargazers',
  'statuses',
  'subscribers',
  'subscription',
  'tags',
  'teams',
  'trees',
];

export function repositoryTold(api: string, organization: Organization, repository: Repository): Told {
  const { name, id, visibility } = repository;
  const full = `${organization.login}/${name}`;
  const url = `${api}/repos/${full}`;
  const html = `https://github.example.com/${full}`;
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: full,
    owner: userTold(api, organization, 'Organization'),
    private: visibility !== 'public',
    html_url: html,
    description: repository.description,
    fork: false,
    url,
    ...Object.fromEntries(REPOSITORY_LINKS.map((link) => [`${link}_url`, `${url}/${link}`])),
    git_url: html,
    ssh_url: `git@github.example.com:${full}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    default_branch: repository.branches[0],
    open_issues: 0,
    open_issues_count: 0,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: repository.archived === true,
    disabled: false,
    visibility,
    license: null,
    pushed_at: UPDATED,
    created_at: CREATED,
    updated_at: UPDATED,
    allow_forking: false,
    permissions: { admin: true, maintain: true, push: true, triage: true, pull: true },
  };
}

/** A repository told by itself has a few members more. */
export function fullRepositoryTold(api: string, organization: Organization, repository: Repository): Told {
  return { ...repositoryTold(api, organization, repository), network_count: 0, subscribers_count: 0 };
}

export function environmentTold(
  api: string,
  organization: Organization,
  repository: Repository,
  environment: Environment,
): Told {
  const { name, id, reviewers, branches } = environment;
  const url = `${api}/repos/${organization.login}/${repository.name}/environments/${encodeURIComponent(name)}`;
  const rules: Told[] = [];
  if (reviewers.length > 0)
    rules.push({
      id: id * 10,
      node_id: nodeId('GA', id * 10),
      type: 'required_reviewers',
      prevent_self_review: true,
      reviewers: reviewers.map((login) => ({
        type: 'User',
        reviewer: userTold(
          api,
          organization.members.find((each) => each.login === login) ?? { login, id: numberOf(login) },
        ),
      })),
    });
  if (branches !== null)
    rules.push({ id: id * 10 + 1, node_id: nodeId('GA', id * 10 + 1), type: 'branch_policy' });
  return {
    id,
    node_id: nodeId('EN', id),
    name,
    url,
    html_url: `https://github.example.com/${organization.login}/${repository.name}/deployments/activity_log?environments_filter=${name}`,
    created_at: CREATED,
    updated_at: UPDATED,
    can_admins_bypass: true,
    protection_rules: rules,
    deployment_branch_policy:
      branches === null
        ? null
        : { protected_branches: branches === 'protected', custom_branch_policies: branches !== 'protected' },
  };
}

export function rulesetTold(ruleset: Ruleset, source: string, type: 'Repository' | 'Organization'): Told {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: type,
    source,
    enforcement: ruleset.enforcement,
    node_id: nodeId('RRS', ruleset.id),
    created_at: CREATED,
    updated_at: UPDATED,
  };
}

export function fullRulesetTold(ruleset: Ruleset, source: string, type: 'Repository' | 'Organization'): Told {
  return {
    ...rulesetTold(ruleset, source, type),
    bypass_actors: ruleset.bypass,
    conditions: {
      ref_name: { include: ruleset.include, exclude: [] },
      ...(type === 'Organization'
        ? { repository_name: { include: ['~ALL'], exclude: [], protected: false } }
        : {}),
    },
    rules: ruleset.rules,
  };
}

export function runnerTold({ id, name, labels }: Runner): Told {
  return {
    id,
    name,
    os: 'linux',
    status: 'online',
    busy: false,
    labels: labels.map((label, index) => ({
      id: id * 100 + index,
      name: label,
      type: index === 0 ? 'read-only' : 'custom',
    })),
    ephemeral: false,
  };
}

export function dated(name: string): Told {
  return { name, created_at: CREATED, updated_at: UPDATED };
}
