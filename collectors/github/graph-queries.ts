/** The texts of what is asked of the GraphQL API. Reference: docs.github.com/graphql/reference/objects. */

export const MEMBERS = `query Members($org: String!, $after: String) {
  organization(login: $org) {
    membersWithRole(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      totalCount
      edges { role node { login databaseId id } }
    }
  }
}`;

export const TEAMS = `query Teams($org: String!, $after: String) {
  organization(login: $org) {
    teams(first: 30, after: $after) {
      pageInfo { hasNextPage endCursor }
      totalCount
      nodes {
        slug name id databaseId privacy
        parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) {
          pageInfo { hasNextPage endCursor }
          totalCount
          edges { role node { login } }
        }
        repositories(first: 100) {
          pageInfo { hasNextPage endCursor }
          totalCount
          edges { permission node { nameWithOwner } }
        }
      }
    }
  }
}`;

export const TEAM_MEMBERS = `query TeamMembers($org: String!, $team: String!, $after: String) {
  organization(login: $org) {
    team(slug: $team) {
      members(first: 100, after: $after, membership: IMMEDIATE) {
        pageInfo { hasNextPage endCursor }
        totalCount
        edges { role node { login } }
      }
    }
  }
}`;

export const TEAM_REPOSITORIES = `query TeamRepositories($org: String!, $team: String!, $after: String) {
  organization(login: $org) {
    team(slug: $team) {
      repositories(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        totalCount
        edges { permission node { nameWithOwner } }
      }
    }
  }
}`;

const ACTORS = `totalCount nodes { actor { __typename ... on User { login } ... on Team { slug } ... on App { slug } } }`;

const REPOSITORY = `fragment Parts on Repository {
  id databaseId name nameWithOwner
  owner { __typename login id }
  visibility isArchived isDisabled isFork forkingAllowed createdAt
  viewerCanAdminister viewerPermission
  defaultBranchRef { name }
  refs(refPrefix: "refs/heads/", first: 100) { totalCount nodes { name } }
  environments { totalCount }
  rulesets(first: 50, includeParents: true) {
    totalCount
    nodes {
      databaseId name target enforcement
      source { __typename ... on Repository { nameWithOwner } ... on Organization { login } ... on Enterprise { slug } }
    }
  }
  branchProtectionRules(first: 50) {
    totalCount
    nodes {
      id pattern isAdminEnforced
      requiresApprovingReviews requiredApprovingReviewCount requiresCodeOwnerReviews
      dismissesStaleReviews requireLastPushApproval requiresStatusChecks
      restrictsPushes blocksCreations lockBranch allowsForcePushes allowsDeletions
      pushAllowances(first: 20) { ${ACTORS} }
      bypassPullRequestAllowances(first: 20) { ${ACTORS} }
      bypassForcePushAllowances(first: 20) { ${ACTORS} }
    }
  }
  deployKeys(first: 100) { totalCount nodes { id title key readOnly createdAt verified enabled } }
  collaborators(first: 100, affiliation: DIRECT) { totalCount edges { permission node { login databaseId } } }
  workflows: object(expression: "HEAD:.github/workflows") {
    ... on Tree { entries { name path type object { ... on Blob { oid byteSize isBinary isTruncated text } } } }
  }
  codeownersGithub: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { text } }
  codeownersRoot: object(expression: "HEAD:CODEOWNERS") { ... on Blob { text } }
  codeownersDocs: object(expression: "HEAD:docs/CODEOWNERS") { ... on Blob { text } }
}`;

/** Several repositories at once, as `r0`, `r1` and so on, by the names in `$n0`, `$n1`. */
export function repositoriesQuery(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  const variables = each.map((index) => `$n${index}: String!`).join(', ');
  const fields = each.map((index) => `  r${index}: repository(owner: $owner, name: $n${index}) { ...Parts }`);
  return `query Repositories($owner: String!, ${variables}) {\n${fields.join('\n')}\n}\n${REPOSITORY}`;
}
