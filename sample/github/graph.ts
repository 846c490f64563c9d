import type { Organization, Permission, Protection, Repository, Ruleset } from './model.ts';
import { CREATED, nodeId, numberOf } from './model.ts';

export interface GraphError {
  readonly type: string;
  readonly path: readonly string[];
  readonly message: string;
}

export interface GraphAnswer {
  readonly data: Record<string, unknown>;
  readonly errors: readonly GraphError[];
}

export interface GraphContext {
  readonly organization: Organization;
  /** The parts of repositories that the token may not see: `deployKeys`, `workflows`… */
  readonly hidden: ReadonlySet<string>;
  /** False: the token administers nothing, and GitHub answers empty lists for what only administrators see. */
  readonly administers: boolean;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Answers the queries that collecting makes, told by their names. They are held against GitHub's own schema in a test, so
 * that nothing here has to understand the language.
 */
export function graphAnswer(context: GraphContext, query: string, variables: Variables): GraphAnswer | null {
  const name = /^query (\w+)/.exec(query)?.[1];
  const { organization } = context;
  if (name === 'Repositories') return repositories(context, variables);
  const own = String(variables.org).toLowerCase() === organization.login.toLowerCase();
  if (!own)
    return {
      data: { organization: null },
      errors: [
        { type: 'NOT_FOUND', path: ['organization'], message: 'Could not resolve to an Organization.' },
      ],
    };
  const after = variables.after;
  const team = () => organization.teams.find(({ slug }) => slug === variables.team);
  switch (name) {
    case 'Members':
      return inOrganization({ membersWithRole: page('edges', members(organization), 100, after) });
    case 'Teams':
      return inOrganization({ teams: page('nodes', teams(organization), 30, after) });
    case 'TeamMembers':
      return inOrganization({ team: { members: page('edges', teamMembers(team()), 100, after) } });
    case 'TeamRepositories':
      return inOrganization({
        team: { repositories: page('edges', teamRepositories(organization, team()), 100, after) },
      });
    default:
      return null;
  }
}

function inOrganization(data: Record<string, unknown>): GraphAnswer {
  return { data: { organization: data }, errors: [] };
}

/** A page of a connection; a cursor is the number of items before it. */
function page(member: 'edges' | 'nodes', all: readonly unknown[], size: number, after: unknown) {
  const from = typeof after === 'string' ? Number(Buffer.from(after, 'base64').toString()) : 0;
  const end = Math.min(all.length, from + size);
  return {
    pageInfo: { hasNextPage: end < all.length, endCursor: Buffer.from(String(end)).toString('base64') },
    totalCount: all.length,
    [member]: all.slice(from, end),
  };
}

function members({ members }: Organization) {
  return members.map(({ login, id, role }) => ({
    role,
    node: { login, databaseId: id, id: nodeId('U', id) },
  }));
}

type Team = Organization['teams'][number];

function teams(organization: Organization) {
  return organization.teams.map((team) => ({
    slug: team.slug,
    name: team.slug,
    id: nodeId('T', team.id),
    databaseId: team.id,
    privacy: 'VISIBLE',
    parentTeam: team.parent === null ? null : { slug: team.parent },
    members: page('edges', teamMembers(team), 100, null),
    repositories: page('edges', teamRepositories(organization, team), 100, null),
  }));
}

function teamMembers(team: Team | undefined) {
  return (team?.members ?? []).map(({ login, role }) => ({ role, node: { login } }));
}

function teamRepositories({ login }: Organization, team: Team | undefined) {
  return (team?.repositories ?? []).map(({ name, permission }) => ({
    permission,
    node: { nameWithOwner: `${login}/${name}` },
  }));
}

function repositories(context: GraphContext, variables: Variables): GraphAnswer {
  const data: Record<string, unknown> = {};
  const errors: GraphError[] = [];
  const names = Object.entries(variables).filter(([key]) => /^n\d+$/.test(key));
  for (const [key, name] of names) {
    const alias = `r${key.slice(1)}`;
    const repository = context.organization.repositories.find((each) => each.name === name);
    if (repository === undefined) {
      data[alias] = null;
      errors.push({ type: 'NOT_FOUND', path: [alias], message: 'Could not resolve to a Repository.' });
      continue;
    }
    const told: Record<string, unknown> = repositoryNode(context, repository);
    for (const part of context.hidden) {
      told[part] = null;
      errors.push({
        type: 'FORBIDDEN',
        path: [alias, part],
        message: 'Resource not accessible by personal access token',
      });
    }
    data[alias] = told;
  }
  return { data, errors };
}

function repositoryNode({ organization, administers }: GraphContext, repository: Repository) {
  const list = <T>(items: readonly T[]) => ({
    totalCount: administers ? items.length : 0,
    nodes: administers ? items : [],
  });
  const full = `${organization.login}/${repository.name}`;
  const blob = (path: string) => {
    const text = repository.files[path];
    return text === undefined ? null : { text };
  };
  const workflows = Object.entries(repository.files).filter(([path]) =>
    path.startsWith('.github/workflows/'),
  );
  return {
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: full,
    owner: { __typename: 'Organization', login: organization.login, id: nodeId('O', organization.id) },
    visibility: repository.visibility.toUpperCase(),
    isArchived: repository.archived === true,
    isDisabled: false,
    isFork: false,
    forkingAllowed: repository.visibility === 'public',
    createdAt: CREATED,
    viewerCanAdminister: administers,
    viewerPermission: administers ? 'ADMIN' : 'READ',
    defaultBranchRef: repository.branches[0] === undefined ? null : { name: repository.branches[0] },
    refs: {
      totalCount: repository.branches.length,
      nodes: repository.branches.slice(0, 100).map((name) => ({ name })),
    },
    environments: { totalCount: repository.environments.length },
    rulesets: {
      totalCount: repository.rulesets.length + organization.rulesets.length,
      nodes: [
        ...repository.rulesets.map((each) =>
          rulesetNode(each, { __typename: 'Repository', nameWithOwner: full }),
        ),
        ...organization.rulesets.map((each) =>
          rulesetNode(each, { __typename: 'Organization', login: organization.login }),
        ),
      ],
    },
    branchProtectionRules: list(repository.protections.map((each) => protectionNode(full, each))),
    deployKeys: list(
      repository.deployKeys.map(({ title, key, readOnly }) => ({
        id: nodeId('DK', numberOf(`${full}/${title}`)),
        title,
        key,
        readOnly,
        createdAt: CREATED,
        verified: true,
        enabled: true,
      })),
    ),
    collaborators: administers
      ? {
          totalCount: repository.collaborators.length,
          edges: repository.collaborators.map(({ login, id, permission }) => ({
            permission: permission satisfies Permission,
            node: { login, databaseId: id },
          })),
        }
      : null,
    workflows:
      workflows.length === 0
        ? null
        : {
            entries: workflows.map(([path, text]) => ({
              name: path.slice(path.lastIndexOf('/') + 1),
              path,
              type: 'blob',
              object: {
                oid: numberOf(text).toString(16).padStart(40, '0'),
                byteSize: Buffer.byteLength(text),
                isBinary: false,
                isTruncated: false,
                text,
              },
            })),
          },
    codeownersGithub: blob('.github/CODEOWNERS'),
    codeownersRoot: blob('CODEOWNERS'),
    codeownersDocs: blob('docs/CODEOWNERS'),
  };
}

function rulesetNode({ id, name, target, enforcement }: Ruleset, source: object) {
  return {
    databaseId: id,
    name,
    target: target.toUpperCase(),
    enforcement: enforcement.toUpperCase(),
    source,
  };
}

function protectionNode(full: string, protection: Protection) {
  const { pattern, approvals, enforceAdmins, pushers } = protection;
  const nobody = { totalCount: 0, nodes: [] };
  return {
    id: nodeId('BPR', numberOf(`${full}/${pattern}`)),
    pattern,
    isAdminEnforced: enforceAdmins,
    requiresApprovingReviews: approvals > 0,
    requiredApprovingReviewCount: approvals,
    requiresCodeOwnerReviews: false,
    dismissesStaleReviews: true,
    requireLastPushApproval: false,
    requiresStatusChecks: false,
    restrictsPushes: pushers !== null,
    blocksCreations: false,
    lockBranch: false,
    allowsForcePushes: false,
    allowsDeletions: false,
    pushAllowances: {
      totalCount: pushers?.length ?? 0,
      nodes: (pushers ?? []).map((login) => ({ actor: { __typename: 'User', login } })),
    },
    bypassPullRequestAllowances: nobody,
    bypassForcePushAllowances: nobody,
  };
}
