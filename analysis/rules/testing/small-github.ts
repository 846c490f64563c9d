import type { Json, JsonObject } from '../../../schema/json.ts';
import type { Coverage } from '../../../schema/records.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';

export const ORG = 'larkfield-example';
export const SOURCE = `github:${ORG}`;
export const ISSUER = 'token.actions.githubusercontent.com';
export const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
export const gh = (rest = ''): string => `github://${ORG}${rest === '' ? '' : `/${rest}`}`;

/** A statement of a trust policy for GitHub's tokens; conditions by operator and claim. */
export const trustsGithub = (condition: Readonly<Record<string, JsonObject>>): JsonObject => ({
  Effect: 'Allow',
  Principal: { Federated: PROVIDER },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([claim, value]) => [`${ISSUER}:${claim}`, value])),
    ]),
  ),
});

export interface SmallRepository {
  readonly id?: number;
  readonly visibility?: 'PUBLIC' | 'PRIVATE' | 'INTERNAL';
  readonly createdAt?: string;
  readonly archived?: boolean;
  readonly branches?: readonly string[];
  /** File name to YAML. */
  readonly workflows?: Readonly<Record<string, string>>;
  /** As the REST list of environments has them; null where it was not collected. */
  readonly environments?: readonly JsonObject[] | null;
  /** Names of branches that a custom policy of an environment admits. */
  readonly policies?: Readonly<Record<string, readonly string[]>>;
  readonly environmentSecrets?: Readonly<Record<string, readonly string[]>>;
  readonly deployKeys?: readonly { readonly title: string; readonly readOnly?: boolean }[];
  readonly protections?: readonly JsonObject[] | null;
  readonly collaborators?: Readonly<Record<string, string>>;
  readonly rulesets?: readonly JsonObject[];
  readonly secrets?: readonly string[];
  /** The repository's answer about its subject template; null where it was refused. */
  readonly oidc?: JsonObject | null;
}

export interface SmallOrganization {
  readonly repositories: Readonly<Record<string, SmallRepository>>;
  readonly owners?: readonly string[];
  readonly members?: readonly string[];
  readonly teams?: Readonly<
    Record<
      string,
      { readonly members: readonly string[]; readonly repositories: Readonly<Record<string, string>> }
    >
  >;
  readonly base?: string;
  readonly calls?: readonly MemoryCall[];
  readonly coverage?: readonly Coverage[];
}

/** An organization written down in a few lines, as the observations that the collector would have made of it. */
export function smallOrganization({
  repositories,
  owners = [],
  members = [],
  teams = {},
  base = 'read',
  calls = [],
}: SmallOrganization): readonly MemoryCall[] {
  const found: Omit<MemoryCall, 'source'>[] = [
    {
      operation: 'GET /orgs/{org}',
      parameters: { org: ORG },
      document: { login: ORG, id: 777, default_repository_permission: base },
    },
    {
      operation: 'graphql:members',
      parameters: { org: ORG },
      document: {
        edges: [
          ...owners.map((login) => ({ role: 'ADMIN', node: { login } })),
          ...members.map((login) => ({ role: 'MEMBER', node: { login } })),
        ],
      },
    },
    {
      operation: 'graphql:teams',
      parameters: { org: ORG },
      document: {
        nodes: Object.entries(teams).map(([slug, team], index) => ({
          slug,
          name: slug,
          databaseId: index + 1,
          parentTeam: null,
          members: { edges: team.members.map((login) => ({ role: 'MEMBER', node: { login } })) },
          repositories: {
            edges: Object.entries(team.repositories).map(([name, permission]) => ({
              permission,
              node: { nameWithOwner: `${ORG}/${name}` },
            })),
          },
        })),
      },
    },
    ...Object.entries(repositories).flatMap(([name, each]) => repositoryCalls(name, each)),
    ...calls,
  ];
  return found.map((call) => ({ source: SOURCE, ...call }));
}

function repositoryCalls(name: string, repository: SmallRepository): readonly MemoryCall[] {
  const parameters = { owner: ORG, repo: name };
  const at = (rest: string, document: Json, more: JsonObject = {}): MemoryCall => ({
    operation: `GET /repos/{owner}/{repo}/${rest}`,
    parameters: { ...parameters, ...more },
    document,
  });
  const { environments = [], oidc = { use_default: true } } = repository;
  return [
    { operation: 'graphql:repository', parameters, document: repositoryDocument(name, repository) },
    ...(environments === null ? [] : [at('environments', { environments })]),
    ...Object.entries(repository.policies ?? {}).map(([environment_name, names]) =>
      at(
        'environments/{environment_name}/deployment-branch-policies',
        { branch_policies: names.map((each) => ({ name: each, type: 'branch' })) },
        { environment_name },
      ),
    ),
    ...Object.entries(repository.environmentSecrets ?? {}).map(([environment_name, names]) =>
      at(
        'environments/{environment_name}/secrets',
        { secrets: names.map((each) => ({ name: each })) },
        { environment_name },
      ),
    ),
    at('actions/secrets', { secrets: (repository.secrets ?? []).map((each) => ({ name: each })) }),
    ...(oidc === null ? [] : [at('actions/oidc/customization/sub', oidc)]),
    ...(repository.rulesets ?? []).map((ruleset) =>
      at('rulesets/{ruleset_id}', ruleset, { ruleset_id: String(ruleset.id) }),
    ),
  ];
}

function repositoryDocument(name: string, repository: SmallRepository): Json {
  const { protections = [], visibility = 'PRIVATE' } = repository;
  return {
    databaseId: repository.id ?? 4242,
    name,
    nameWithOwner: `${ORG}/${name}`,
    owner: { login: ORG },
    visibility,
    isArchived: repository.archived ?? false,
    createdAt: repository.createdAt ?? '2024-01-01T00:00:00Z',
    defaultBranchRef: { name: 'main' },
    refs: { totalCount: 1, nodes: (repository.branches ?? ['main']).map((each) => ({ name: each })) },
    environments: { totalCount: repository.environments?.length ?? 0 },
    rulesets: {
      nodes: (repository.rulesets ?? []).map((ruleset) => ({
        databaseId: ruleset.id,
        name: ruleset.name,
        target: 'BRANCH',
        enforcement: 'ACTIVE',
      })),
    },
    branchProtectionRules: protections === null ? null : { nodes: protections },
    deployKeys: {
      nodes: (repository.deployKeys ?? []).map(({ title, readOnly = false }) => ({
        id: `K_${title}`,
        title,
        readOnly,
        enabled: true,
      })),
    },
    collaborators: {
      edges: Object.entries(repository.collaborators ?? {}).map(([login, permission]) => ({
        permission,
        node: { login },
      })),
    },
    workflows: {
      entries: Object.entries(repository.workflows ?? {}).map(([file, text]) => ({
        name: file,
        path: `.github/workflows/${file}`,
        type: 'blob',
        object: { text },
      })),
    },
  };
}
