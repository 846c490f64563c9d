import type { Declared } from '../endpoint.ts';

/** What is asked of the GraphQL API, and the parts of a repository that it may refuse by themselves. */
export const GRAPH = {
  members: {
    operation: 'graphql:members',
    permission: 'Organization: Members (read)',
    without: 'members and owners',
    hides: ['member-of', 'can-push', 'can-trigger'],
  },
  teams: {
    operation: 'graphql:teams',
    permission: 'Organization: Members (read)',
    without: 'teams, their members and their repositories',
    hides: ['member-of', 'can-push', 'can-trigger'],
  },
  teamMembers: {
    operation: 'graphql:team-members',
    permission: 'Organization: Members (read)',
    without: 'the rest of the members of large teams',
    hides: ['member-of', 'can-push', 'can-trigger'],
  },
  teamRepositories: {
    operation: 'graphql:team-repositories',
    permission: 'Organization: Members (read)',
    without: 'the rest of the repositories of large teams',
    hides: ['can-push', 'can-trigger'],
  },
  repository: {
    operation: 'graphql:repository',
    permission: 'Repository: Metadata (read)',
    without: 'everything of a repository but its name',
    hides: ['can-push', 'can-trigger', 'can-assume', 'uses-secret', 'supplies'],
  },
  refs: {
    operation: 'graphql:repository#refs',
    permission: 'Repository: Contents (read)',
    without: 'branches',
    hides: ['can-push', 'can-assume'],
  },
  workflows: {
    operation: 'graphql:repository#workflows',
    permission: 'Repository: Contents (read)',
    without: 'workflows: what runs, when, with which identity',
    hides: ['can-trigger', 'can-assume', 'uses-secret', 'supplies'],
  },
  deployKeys: {
    operation: 'graphql:repository#deployKeys',
    permission: 'Repository: Administration (read)',
    without: 'deploy keys',
    hides: ['authenticates-as', 'can-push'],
  },
  branchProtectionRules: {
    operation: 'graphql:repository#branchProtectionRules',
    permission: 'Repository: Administration (read)',
    without: 'branch protection, so that every branch could be protected',
    hides: ['can-push'],
  },
  collaborators: {
    operation: 'graphql:repository#collaborators',
    permission: 'Repository: Administration (read)',
    without: 'collaborators from outside and those added to one repository',
    hides: ['can-push', 'can-trigger'],
  },
} as const satisfies Record<string, Declared>;
