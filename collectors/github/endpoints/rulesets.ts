import { type Endpoint, number, objects } from '../endpoint.ts';
import { active, type Known } from '../known.ts';

const own = (known: Known) =>
  active(known).flatMap(({ name, seen }) =>
    (seen?.ownRulesets ?? []).map((ruleset_id) => ({ owner: known.owner, repo: name, ruleset_id })),
  );

/** Rulesets above the repository that the organization's own list did not bring, each asked of one repository it holds for. */
const parents = (known: Known) => {
  const asked = new Set(known.organizationRulesets);
  return active(known).flatMap(({ name, seen }) =>
    (seen?.parentRulesets ?? []).flatMap((ruleset_id) => {
      if (asked.has(ruleset_id)) return [];
      asked.add(ruleset_id);
      return [{ owner: known.owner, repo: name, ruleset_id }];
    }),
  );
};

/** Rules about branches and tags, and who may bypass them. */
export const RULESETS: readonly Endpoint[] = [
  {
    operation: 'GET /orgs/{org}/rulesets',
    permission: 'Organization: Administration (write)',
    without: 'who may bypass the organization’s rulesets',
    hides: ['can-push'],
    list: '',
    each: (known) => (known.organization === false ? [] : [{ org: known.owner }]),
    keep: (page, _parameters, known) => {
      known.organizationRulesets.push(...objects(page).flatMap((ruleset) => number(ruleset.id) ?? []));
    },
  },
  {
    operation: 'GET /orgs/{org}/rulesets/{ruleset_id}',
    permission: 'Organization: Administration (write)',
    without: 'who may bypass the organization’s rulesets',
    hides: ['can-push'],
    after: ['GET /orgs/{org}/rulesets'],
    each: (known) => known.organizationRulesets.map((ruleset_id) => ({ org: known.owner, ruleset_id })),
  },
  {
    operation: 'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}',
    permission: 'Repository: Metadata (read)',
    without: 'the rules of rulesets',
    hides: ['can-push'],
    after: ['graphql:repository'],
    each: (known) => [...own(known), ...parents(known)],
  },
  {
    operation: 'GET /repos/{owner}/{repo}/rules/branches/{branch}',
    permission: 'Repository: Metadata (read)',
    without: 'the rules in force on the default branch',
    hides: ['can-push'],
    list: '',
    after: ['graphql:repository'],
    each: (known) =>
      active(known).flatMap(({ name, seen, defaultBranch }) =>
        defaultBranch !== null && seen !== null && seen.rulesets > 0
          ? [{ owner: known.owner, repo: name, branch: defaultBranch }]
          : [],
      ),
  },
];
