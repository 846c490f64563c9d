import { type Endpoint, objects, text } from '../endpoint.ts';
import { active, type Known } from '../known.ts';

const once = (known: Known) => (known.organization === false ? [] : [{ org: known.owner }]);

const environments = (known: Known) =>
  active(known).flatMap((repository) =>
    repository.environments.map(({ name }) => ({
      repository,
      parameters: { owner: known.owner, repo: repository.name, environment_name: name },
    })),
  );

const readsVariables = (seen: { readonly readsVariables: boolean } | null) => seen?.readsVariables ?? true;

/** Names, scopes and dates of secrets and variables. GitHub never tells the value of a secret; those of variables are dropped. */
export const SECRETS: readonly Endpoint[] = [
  {
    operation: 'GET /orgs/{org}/actions/secrets',
    permission: 'Organization: Secrets (read)',
    without: 'the names and scopes of the organization’s secrets',
    hides: ['uses-secret'],
    list: 'secrets',
    each: once,
    keep: (page, _parameters, known) => {
      known.selectedSecrets.push(...selectedNames(page, 'secrets'));
    },
  },
  {
    operation: 'GET /orgs/{org}/actions/secrets/{secret_name}/repositories',
    permission: 'Organization: Secrets (read)',
    without: 'which repositories a secret is for',
    hides: ['uses-secret'],
    list: 'repositories',
    after: ['GET /orgs/{org}/actions/secrets'],
    each: (known) => known.selectedSecrets.map((secret_name) => ({ org: known.owner, secret_name })),
  },
  {
    operation: 'GET /orgs/{org}/actions/variables',
    permission: 'Organization: Variables (read)',
    without: 'the names of the organization’s variables',
    hides: [],
    list: 'variables',
    perPage: 30,
    each: once,
    keep: (page, _parameters, known) => {
      known.selectedVariables.push(...selectedNames(page, 'variables'));
    },
  },
  {
    operation: 'GET /orgs/{org}/actions/variables/{name}/repositories',
    permission: 'Organization: Variables (read)',
    without: 'which repositories a variable is for',
    hides: [],
    list: 'repositories',
    after: ['GET /orgs/{org}/actions/variables'],
    each: (known) => known.selectedVariables.map((name) => ({ org: known.owner, name })),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/secrets',
    permission: 'Repository: Secrets (read)',
    without: 'the names of a repository’s secrets',
    hides: ['uses-secret'],
    list: 'secrets',
    each: (known) => active(known).map(({ name }) => ({ owner: known.owner, repo: name })),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/variables',
    permission: 'Repository: Variables (read)',
    without: 'the names of a repository’s variables',
    hides: [],
    list: 'variables',
    perPage: 30,
    after: ['graphql:repository'],
    each: (known) =>
      active(known)
        .filter(({ seen }) => readsVariables(seen))
        .map(({ name }) => ({ owner: known.owner, repo: name })),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets',
    permission: 'Repository: Environments (read)',
    without: 'the names of an environment’s secrets',
    hides: ['uses-secret'],
    list: 'secrets',
    after: ['GET /repos/{owner}/{repo}/environments'],
    each: (known) => environments(known).map(({ parameters }) => parameters),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/environments/{environment_name}/variables',
    permission: 'Repository: Environments (read)',
    without: 'the names of an environment’s variables',
    hides: [],
    list: 'variables',
    perPage: 30,
    after: ['GET /repos/{owner}/{repo}/environments'],
    each: (known) =>
      environments(known)
        .filter(({ repository }) => readsVariables(repository.seen))
        .map(({ parameters }) => parameters),
  },
];

function selectedNames(page: Parameters<NonNullable<Endpoint['keep']>>[0], member: string): string[] {
  const list = typeof page === 'object' && page !== null && !Array.isArray(page) ? page : {};
  return objects((list as Record<string, never>)[member])
    .filter((item) => item.visibility === 'selected')
    .flatMap((item) => text(item.name) ?? []);
}
