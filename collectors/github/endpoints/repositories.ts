import { isJsonObject } from '../../../schema/json.ts';
import { type Endpoint, objects, text } from '../endpoint.ts';
import { active, type Known, withWorkflows } from '../known.ts';

const each = (known: Known, which: (known: Known) => readonly { readonly name: string }[]) =>
  which(known).map(({ name }) => ({ owner: known.owner, repo: name }));

/** How Actions are set up in each repository. */
export const REPOSITORIES: readonly Endpoint[] = [
  {
    operation: 'GET /repos/{owner}/{repo}/actions/permissions',
    permission: 'Repository: Administration (read)',
    without: 'where a repository has Actions switched off',
    hides: ['can-trigger', 'supplies'],
    after: ['graphql:repository'],
    each: (known) => each(known, withWorkflows),
    // Where they are off nothing runs, and nothing more has to be asked; only an administrator switches them on.
    keep: (page, parameters, known) => {
      const repository = known.repositories.get(String(parameters.repo));
      if (repository !== undefined && isJsonObject(page) && page.enabled === false)
        repository.actions = false;
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/oidc/customization/sub',
    permission: 'Repository: Actions (read)',
    without: 'the form of the subjects in tokens of a repository’s jobs',
    hides: ['can-assume'],
    each: (known) => each(known, active),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/environments',
    permission: 'Repository: Actions (read)',
    without: 'environments with their reviewers and branch policies',
    hides: ['can-assume', 'can-trigger', 'uses-secret'],
    list: 'environments',
    after: ['graphql:repository'],
    each: (known) =>
      each(known, (all) => active(all).filter(({ seen }) => seen === null || seen.environments > 0)),
    keep: (page, parameters, known) => {
      const repository = known.repositories.get(String(parameters.repo));
      if (!isJsonObject(page)) return;
      for (const environment of objects(page.environments)) {
        const name = text(environment.name);
        const policy = environment.deployment_branch_policy;
        if (name !== null)
          repository?.environments.push({
            name,
            customPolicies: isJsonObject(policy) && policy.custom_branch_policies === true,
          });
      }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies',
    permission: 'Repository: Actions (read)',
    without: 'which branches and tags may deploy to an environment',
    hides: ['can-assume', 'uses-secret'],
    list: 'branch_policies',
    after: ['GET /repos/{owner}/{repo}/environments'],
    each: (known) =>
      active(known).flatMap((repository) =>
        repository.environments
          .filter(({ customPolicies }) => customPolicies)
          .map(({ name }) => ({ owner: known.owner, repo: repository.name, environment_name: name })),
      ),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/workflows',
    permission: 'Repository: Actions (read)',
    without: 'which workflows are switched off',
    hides: ['can-trigger'],
    list: 'workflows',
    after: ['graphql:repository'],
    each: (known) => each(known, withWorkflows),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/permissions/workflow',
    permission: 'Repository: Administration (read)',
    without: 'what the token of a repository’s workflows may do by default',
    hides: ['can-push', 'can-assume'],
    after: ['graphql:repository'],
    // Where the organization says `read`, no repository can have more; and a workflow that says itself takes no default.
    each: (known) =>
      known.defaultWorkflowPermissions === 'read'
        ? []
        : each(known, (all) => withWorkflows(all).filter(({ seen }) => seen?.leavesPermissions ?? true)),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/permissions/fork-pr-contributor-approval',
    permission: 'Repository: Administration (read)',
    without: 'whose pull requests from forks run without approval',
    hides: ['can-trigger'],
    after: ['graphql:repository'],
    each: (known) =>
      each(known, (all) =>
        withWorkflows(all).filter(
          ({ visibility, seen }) => visibility === 'public' && (seen?.runsPullRequests ?? true),
        ),
      ),
  },
];
