import type { Declared } from '../endpoint.ts';

/** Who asks, whom about, and which repositories there are. Asked first, one after the other. */
export const OWNER = {
  caller: {
    operation: 'GET /user',
    permission: 'none',
    without: 'whose token it is; the token of an app’s installation has no user',
    hides: [],
  },
  organization: {
    operation: 'GET /orgs/{org}',
    permission: 'Organization: Administration (read)',
    without: 'what members may do in every repository by default',
    hides: ['can-push', 'can-trigger'],
  },
  user: {
    operation: 'GET /users/{username}',
    permission: 'none',
    without: 'a personal account that owns repositories',
    hides: [],
  },
  repositories: {
    operation: 'GET /orgs/{org}/repos',
    permission: 'Repository: Metadata (read)',
    without: 'repositories',
    hides: ['can-push', 'can-trigger', 'can-assume', 'uses-secret', 'supplies'],
  },
  repository: {
    operation: 'GET /repos/{owner}/{repo}',
    permission: 'Repository: Metadata (read)',
    without: 'a repository that was named',
    hides: ['can-push', 'can-trigger', 'can-assume', 'uses-secret', 'supplies'],
  },
} as const satisfies Record<string, Declared>;
