import { isJsonObject, type Json } from '../../../../schema/json.ts';
import { type Cursor, field, flag, refOf, text } from '../../../observations/cursor.ts';
import type { Answers } from '../answers.ts';
import type {
  ActorFact,
  EnvironmentFact,
  GithubFacts,
  GrantFact,
  InstallationFact,
  MemberFact,
  OrganizationFact,
  OrganizationSecretFact,
  ProtectionFact,
  RepositoryFact,
  SecretFact,
  TeamFact,
  TokenGrantFact,
  WorkflowFact,
} from '../facts.ts';
import { numberText, permissionOf, textRecord } from '../read-members.ts';
import { withUniqueNames } from '../read-repository.ts';
import { readWorkflow } from '../workflow/read-workflow.ts';
import { type Graph, type GraphNode, graphOf } from './graph.ts';
import { grantOn } from './roles.ts';

type GraphFacts = Pick<
  GithubFacts,
  'organizations' | 'repositories' | 'members' | 'teams' | 'installations' | 'secrets' | 'tokenGrants'
>;

/** Facts of an organization from a graph that another program collected; what it does not say is not known. */
export function readGraph(answers: Answers, login: string, source: string): GraphFacts | null {
  const pages = answers.of('import opengraph').filter((each) => each.source === source);
  if (pages.length === 0) return null;
  const graph = graphOf(pages);
  const teams = graph.of('GH_Team');
  const repositories = graph.of('GH_Repository');
  return {
    organizations: graph.of('GH_Organization').map((node) => organizationOf(node, login, source)),
    repositories: repositories
      .map((node) => repositoryOf(graph, node, login, source))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    members: graph.of('GH_User').flatMap((node) => memberOf(graph, node, login)),
    teams: teams.map((node) => teamOf(graph, node, login, repositories)),
    installations: graph.of('GH_AppInstallation').map((node) => installationOf(graph, node, login)),
    secrets: graph.of('GH_OrgSecret').map((node) => organizationSecretOf(graph, node, login)),
    tokenGrants: graph.of('GH_PersonalAccessToken').map((node) => tokenOf(graph, node, login)),
  };
}

function organizationOf({ at }: GraphNode, login: string, source: string): OrganizationFact {
  const base = text(at, 'default_repository_permission');
  const defaults = text(at, 'default_workflow_permissions');
  return {
    login,
    id: null,
    source,
    api: null,
    ref: refOf(at),
    defaultPermission: base === null ? null : permissionOf(base),
    membersCreateRepositories: flag(at, 'members_can_create_repositories'),
    oidc: null,
    workflowDefaults:
      defaults === null
        ? null
        : {
            ref: refOf(at),
            permissions: defaults === 'write' ? 'write' : 'read',
            approvesPullRequests: false,
          },
    allowedActions: null,
    forkApproval: null,
  };
}

function repositoryOf(graph: Graph, node: GraphNode, login: string, source: string): RepositoryFact {
  const { at } = node;
  const name = text(at, 'name') ?? node.id;
  const own = (kind: string) => graph.of(kind).filter((each) => text(each.at, 'repository_id') === node.id);
  const visibility = text(at, 'visibility');
  return {
    organization: login,
    name,
    id: null,
    source,
    ref: refOf(at),
    visibility:
      visibility === 'public' || visibility === 'private' || visibility === 'internal' ? visibility : null,
    archived: flag(at, 'archived') === true || flag(at, 'actions_enabled') === false,
    forkingAllowed: flag(at, 'allow_forking'),
    createdAt: text(at, 'created_at'),
    defaultBranch: text(at, 'default_branch'),
    branches: own('GH_Branch').flatMap((branch) => {
      const short = text(branch.at, 'short_name');
      return short === null ? [] : [{ name: short, ref: refOf(branch.at) }];
    }),
    moreBranches: false,
    workflows: withUniqueNames(own('GH_Workflow').map((each) => workflowOf(each, login, name))),
    environments: own('GH_Environment').map((each) => environmentOf(graph, each)),
    deployKeys: null,
    protections: own('GH_BranchProtectionRule').map((each) => protectionOf(graph, each)),
    rulesets: null,
    collaborators: graph.of('GH_User').flatMap((each): GrantFact[] => {
      const user = text(each.at, 'login') ?? text(each.at, 'name') ?? each.id;
      const grant = grantOn(graph, each, node, 'user', user);
      return grant === null ? [] : [grant];
    }),
    secrets: own('GH_RepoSecret').flatMap((each) => secretOf(each.at)),
    oidc: null,
    workflowDefaults: null,
    forkApproval: null,
    runners: null,
    codeowners: null,
  };
}

function workflowOf({ at }: GraphNode, organization: string, repository: string): WorkflowFact {
  const path = text(at, 'path') ?? '';
  const content = text(at, 'contents');
  const model = content === null ? null : readWorkflow(path, content);
  return {
    organization,
    repository,
    path,
    name: model?.name ?? text(at, 'short_name') ?? path,
    branch: text(at, 'branch'),
    ref: refOf(field(at, 'contents')),
    state: text(at, 'state'),
    stateRef: text(at, 'state') === null ? null : refOf(field(at, 'state')),
    model,
  };
}

/** The graph says which secrets an environment has, and nothing of what protects it. */
function environmentOf(graph: Graph, { id, at }: GraphNode): EnvironmentFact {
  const own = graph
    .of('GH_EnvironmentSecret')
    .filter(
      (each) =>
        text(each.at, 'deployment_environmentid') === id || text(each.at, 'deployment_environment_id') === id,
    );
  return {
    name: text(at, 'short_name') ?? text(at, 'name') ?? id,
    ref: refOf(at),
    rules: null,
    secrets: own.flatMap((each) => secretOf(each.at)),
  };
}

function secretOf(at: Cursor): readonly SecretFact[] {
  const name = text(at, 'name');
  return name === null ? [] : [{ name, ref: refOf(at), updatedAt: text(at, 'updated_at') }];
}

function protectionOf(graph: Graph, { id, at }: GraphNode): ProtectionFact {
  const count = field(at, 'required_approving_review_count').value;
  return {
    pattern: text(at, 'pattern') ?? '',
    ref: refOf(at),
    enforcedForAdmins: flag(at, 'enforce_admins') === true,
    requiresReviews: flag(at, 'required_pull_request_reviews') === true,
    reviewCount: typeof count === 'number' ? count : 0,
    requiresStatusChecks: flag(at, 'requires_status_checks') === true,
    locked: flag(at, 'lock_branch') === true,
    restrictsPushes: flag(at, 'push_restrictions') === true,
    blocksCreations: flag(at, 'blocks_creations') === true,
    pushers: actorsTo(graph, id, 'GH_RestrictionsCanPush'),
    bypassers: actorsTo(graph, id, 'GH_BypassPullRequestAllowances'),
  };
}

function actorsTo(graph: Graph, id: string, kind: string): readonly ActorFact[] {
  return graph.to(id, kind).flatMap(({ from }): ActorFact[] => {
    const node = graph.nodes.get(from);
    if (node === undefined) return [];
    const team = node.kind === 'GH_Team';
    const name = text(node.at, team ? 'slug' : 'login');
    const actor = team ? 'team' : node.kind === 'GH_User' ? 'user' : 'app';
    return [{ kind: actor, name, pullRequestOnly: false }];
  });
}

function memberOf(graph: Graph, node: GraphNode, organization: string): readonly MemberFact[] {
  const login = text(node.at, 'login') ?? text(node.at, 'name');
  const roles = graph
    .from(node.id, 'GH_HasRole')
    .filter(({ to }) => graph.nodes.get(to)?.kind === 'GH_OrgRole');
  const [first] = roles;
  if (login === null || first === undefined) return [];
  const owners = roles.find(({ to }) =>
    /\/owners$/.test(text(graph.nodes.get(to)?.at ?? first.at, 'name') ?? ''),
  );
  return [{ organization, login, owner: owners !== undefined, ref: refOf((owners ?? first).at) }];
}

function teamOf(
  graph: Graph,
  node: GraphNode,
  organization: string,
  repositories: readonly GraphNode[],
): TeamFact {
  const slug = text(node.at, 'slug') ?? text(node.at, 'name') ?? node.id;
  const [parent] = graph
    .from(node.id, 'GH_MemberOf')
    .flatMap(({ to }) => (graph.nodes.get(to)?.kind === 'GH_Team' ? [graph.nodes.get(to) as GraphNode] : []));
  const roles = graph
    .to(node.id, 'GH_MemberOf')
    .filter(({ from }) => graph.nodes.get(from)?.kind === 'GH_TeamRole');
  return {
    organization,
    slug,
    name: text(node.at, 'name') ?? slug,
    id: node.id,
    ref: refOf(node.at),
    parent: parent === undefined ? null : text(parent.at, 'slug'),
    members: roles.flatMap(({ from }) =>
      graph.to(from, 'GH_HasRole').flatMap((edge) => {
        const login = text(graph.nodes.get(edge.from)?.at ?? edge.at, 'login');
        return login === null ? [] : [{ login, ref: refOf(edge.at) }];
      }),
    ),
    repositories: repositories.flatMap((repository) => {
      const grant = grantOn(graph, node, repository, 'team', slug);
      const name = `${organization}/${text(repository.at, 'name')}`;
      return grant === null
        ? []
        : [{ name, permission: grant.permission, ref: grant.ref, extra: grant.extra ?? [] }];
    }),
  };
}

function installationOf(graph: Graph, node: GraphNode, organization: string): InstallationFact {
  return {
    organization,
    slug: text(node.at, 'app_slug') ?? text(node.at, 'name') ?? node.id,
    appId: numberText(node.at, 'app_id'),
    ref: refOf(node.at),
    permissions: permissionsIn(node.at, false),
    suspended: text(node.at, 'suspended_at') !== null,
    repositories: repositoriesOf(graph, node),
  };
}

function tokenOf(graph: Graph, node: GraphNode, organization: string): TokenGrantFact {
  return {
    organization,
    id: numberText(node.at, 'token_id') ?? node.id,
    name: text(node.at, 'token_name') ?? node.id,
    owner: text(node.at, 'owner_login') ?? '',
    ref: refOf(node.at),
    permissions: permissionsIn(node.at, true),
    expired: flag(node.at, 'token_expired') === true,
    expiresAt: text(node.at, 'token_expires_at'),
    lastUsed: text(node.at, 'token_last_used_at'),
    repositories: repositoriesOf(graph, node),
  };
}

function repositoriesOf(graph: Graph, { id, at }: GraphNode): 'all' | readonly string[] | null {
  const selection = text(at, 'repository_selection');
  if (selection === 'all') return 'all';
  if (selection === 'none') return [];
  const known = graph.from(id, 'GH_CanAccess').flatMap(({ to }) => {
    const node = graph.nodes.get(to);
    return node?.kind === 'GH_Repository' ? (text(node.at, 'name') ?? []) : [];
  });
  return known.length > 0 ? known : null;
}

/** Permissions stand in the graph as JSON in a text. */
function permissionsIn(at: Cursor, nested: boolean): Readonly<Record<string, string>> {
  const written = text(at, 'permissions');
  let parsed: Json = null;
  try {
    parsed = written === null ? null : (JSON.parse(written) as Json);
  } catch {
    return {};
  }
  const value = nested && isJsonObject(parsed) ? (parsed.repository ?? null) : parsed;
  return textRecord({ ...at, value: value ?? undefined });
}

function organizationSecretOf(graph: Graph, node: GraphNode, organization: string): OrganizationSecretFact {
  const visibility = text(node.at, 'visibility');
  const repositories = graph.to(node.id, 'GH_HasSecret').flatMap(({ from }) => {
    const repository = graph.nodes.get(from);
    return repository === undefined ? [] : (text(repository.at, 'name') ?? []);
  });
  return {
    organization,
    name: text(node.at, 'name') ?? node.id,
    ref: refOf(node.at),
    updatedAt: text(node.at, 'updated_at'),
    visibility: visibility === 'selected' || visibility === 'private' ? visibility : 'all',
    repositories,
  };
}
