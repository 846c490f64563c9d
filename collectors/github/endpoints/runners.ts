import { isJsonObject } from '../../../schema/json.ts';
import { type Endpoint, number, objects } from '../endpoint.ts';
import { type Known, withWorkflows } from '../known.ts';

const once = (known: Known) => (known.organization === false ? [] : [{ org: known.owner }]);

/** Self-hosted runners: groups, who may use them, and the machines. */
export const RUNNERS: readonly Endpoint[] = [
  {
    operation: 'GET /orgs/{org}/actions/runner-groups',
    permission: 'Organization: Self-hosted runners (read)',
    without: 'groups of self-hosted runners and who may use them',
    hides: ['can-take-over'],
    list: 'runner_groups',
    each: once,
    keep: (page, _parameters, known) => {
      if (!isJsonObject(page)) return;
      for (const group of objects(page.runner_groups)) {
        const id = number(group.id);
        if (id !== null) known.runnerGroups.push({ id, selected: group.visibility === 'selected' });
      }
    },
  },
  {
    operation: 'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories',
    permission: 'Organization: Self-hosted runners (read)',
    without: 'which repositories may use a group of runners',
    hides: ['can-take-over'],
    list: 'repositories',
    after: ['GET /orgs/{org}/actions/runner-groups'],
    each: (known) =>
      known.runnerGroups
        .filter(({ selected }) => selected)
        .map(({ id }) => ({ org: known.owner, runner_group_id: id })),
  },
  {
    operation: 'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners',
    permission: 'Organization: Self-hosted runners (read)',
    without: 'the machines of a group of runners',
    hides: ['can-take-over'],
    list: 'runners',
    after: ['GET /orgs/{org}/actions/runner-groups'],
    each: (known) => known.runnerGroups.map(({ id }) => ({ org: known.owner, runner_group_id: id })),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/runners',
    permission: 'Repository: Administration (read)',
    without: 'runners of a repository’s own',
    hides: ['can-take-over'],
    list: 'runners',
    after: ['graphql:repository'],
    each: (known) =>
      known.runnersAllowed === 'none'
        ? []
        : withWorkflows(known).map(({ name }) => ({ owner: known.owner, repo: name })),
  },
];
