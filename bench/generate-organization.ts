import type { MemoryCall } from '../analysis/observations/memory-source.ts';
import type { JsonObject } from '../schema/json.ts';
import { seeded } from './generate-graph.ts';

export const ORGANIZATION = 'bench-example';
const ISSUER = 'token.actions.githubusercontent.com';
const REPOSITORIES_A_TEAM = 10;
const MEMBERS_A_TEAM = 8;

/** The name of the role that the repository's release workflow becomes. */
const roleName = (repository: number): string => `github-service-${repository}`;

/**
 * An organisation as organisations are: ten repositories and eight people a team, a few branches in each repository, a
 * workflow that tests and, in every second, one that releases to AWS from an environment. The same count gives the same
 * organisation.
 */
export function organizationCalls(
  repositories: number,
  account: string,
  source: string,
  seed = 13,
): readonly MemoryCall[] {
  const random = seeded(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const org = ORGANIZATION;
  const teams = Math.max(1, Math.ceil(repositories / REPOSITORIES_A_TEAM));
  const people = Array.from({ length: teams * MEMBERS_A_TEAM }, (_, n) => `person-${n}`);
  const calls: MemoryCall[] = [
    {
      operation: 'GET /orgs/{org}',
      parameters: { org },
      document: { login: org, id: 777, default_repository_permission: 'read' },
    },
    {
      operation: 'graphql:members',
      parameters: { org },
      document: {
        edges: people.map((login, n) => ({ role: n < 3 ? 'ADMIN' : 'MEMBER', node: { login } })),
      },
    },
    {
      operation: 'graphql:teams',
      parameters: { org },
      document: {
        nodes: Array.from({ length: teams }, (_, team) => ({
          slug: `team-${team}`,
          name: `team-${team}`,
          databaseId: team + 1,
          parentTeam: null,
          members: {
            edges: people
              .slice(team * MEMBERS_A_TEAM, (team + 1) * MEMBERS_A_TEAM)
              .map((login) => ({ role: 'MEMBER', node: { login } })),
          },
          repositories: {
            edges: Array.from({ length: REPOSITORIES_A_TEAM }, (_, n) => ({
              permission: 'WRITE',
              node: { nameWithOwner: `${org}/service-${team * REPOSITORIES_A_TEAM + n}` },
            })),
          },
        })),
      },
    },
  ];
  for (let number = 0; number < repositories; number++) {
    const repo = `service-${number}`;
    const releases = number % 2 === 0;
    const parameters = { owner: org, repo };
    const branches = ['main', ...Array.from({ length: 1 + pick(6) }, (_, n) => `feature-${n}`)];
    const of = (rest: string) => ({ operation: `GET /repos/{owner}/{repo}/${rest}`, parameters });
    calls.push(
      {
        operation: 'graphql:repository',
        parameters,
        document: repositoryDocument(number, repo, branches, account),
      },
      {
        ...of('environments'),
        document: {
          environments: releases
            ? [{ name: 'release', protection_rules: [], deployment_branch_policy: null }]
            : [],
        },
      },
      { ...of('actions/secrets'), document: { secrets: [{ name: `TOKEN_${number}` }] } },
      { ...of('actions/oidc/customization/sub'), document: { use_default: true } },
    );
  }
  return calls.map((call) => ({ ...call, source }));
}

function repositoryDocument(
  number: number,
  name: string,
  branches: readonly string[],
  account: string,
): JsonObject {
  const workflow = (file: string, text: string): JsonObject => ({
    name: file,
    path: `.github/workflows/${file}`,
    type: 'blob',
    object: { text },
  });
  return {
    databaseId: 10_000 + number,
    name,
    nameWithOwner: `${ORGANIZATION}/${name}`,
    owner: { login: ORGANIZATION },
    visibility: number % 10 === 0 ? 'PUBLIC' : 'PRIVATE',
    isArchived: false,
    createdAt: '2024-01-01T00:00:00Z',
    defaultBranchRef: { name: 'main' },
    refs: { totalCount: branches.length, nodes: branches.map((each) => ({ name: each })) },
    environments: { totalCount: number % 2 === 0 ? 1 : 0 },
    rulesets: { nodes: [] },
    branchProtectionRules: { nodes: [] },
    deployKeys: { nodes: [] },
    collaborators: { edges: [] },
    workflows: {
      entries: [
        workflow('tests.yml', TESTS),
        ...(number % 2 === 0 ? [workflow('release.yml', releaseOf(number, account))] : []),
      ],
    },
  };
}

const TESTS = `name: tests
on: [pull_request]
permissions: { contents: read }
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
`;

function releaseOf(number: number, account: string): string {
  return `name: release
on: [push, workflow_dispatch]
permissions: { id-token: write, contents: read }
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: release
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "arn:aws:iam::${account}:role/${roleName(number)}" }
      - run: ./release.sh
`;
}

/** The roles that the release workflows become, one a repository that has such a workflow. */
export function rolesForOrganization(repositories: number, account: string): readonly JsonObject[] {
  const roles: JsonObject[] = [];
  for (let number = 0; number < repositories; number += 2)
    roles.push({
      RoleName: roleName(number),
      Path: '/',
      Arn: `arn:aws:iam::${account}:role/${roleName(number)}`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${ISSUER}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
              StringLike: { [`${ISSUER}:sub`]: `repo:${ORGANIZATION}/service-${number}:*` },
            },
          },
        ],
      },
      AttachedManagedPolicies: [
        { PolicyName: 'team-0', PolicyArn: `arn:aws:iam::${account}:policy/team-${number % 4}` },
      ],
      RolePolicyList: [],
      Tags: [],
    });
  return roles;
}
