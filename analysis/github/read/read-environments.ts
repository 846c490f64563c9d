import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import type { Answers } from './answers.ts';
import type { BranchPolicy, EnvironmentFact, EnvironmentRules } from './facts.ts';
import { readSecrets } from './read-members.ts';

const LIST = 'GET /repos/{owner}/{repo}/environments';
const POLICIES = `${LIST}/{environment_name}/deployment-branch-policies`;
const SECRETS = `${LIST}/{environment_name}/secrets`;

/** Null where neither the list nor the count says anything. */
export function readEnvironments(
  answers: Answers,
  owner: string,
  repo: string,
  count: number | null,
): readonly EnvironmentFact[] | null {
  if (!answers.has(LIST, { owner, repo })) return count === 0 ? [] : null;
  return answers.list(LIST, { owner, repo }, 'environments').flatMap((item) => {
    const name = text(item, 'name');
    if (name === null) return [];
    const asked = { owner, repo, environment_name: name };
    return [
      {
        name,
        ref: refOf(item),
        rules: rulesOf(item, answers, asked),
        secrets: answers.has(SECRETS, asked) ? readSecrets(answers.list(SECRETS, asked, 'secrets')) : null,
      },
    ];
  });
}

function rulesOf(item: Cursor, answers: Answers, asked: Readonly<Record<string, string>>): EnvironmentRules {
  const rules = [...items(field(item, 'protection_rules'))];
  const reviewing = rules.find((rule) => text(rule, 'type') === 'required_reviewers');
  const waiting = rules.find((rule) => text(rule, 'type') === 'wait_timer');
  const wait = waiting === undefined ? 0 : field(waiting, 'wait_timer').value;
  const known = new Set(['required_reviewers', 'wait_timer', 'branch_policy']);
  return {
    reviewers: reviewing === undefined ? [] : [...items(field(reviewing, 'reviewers'))].flatMap(reviewerOf),
    reviewersRef: reviewing === undefined ? null : refOf(reviewing),
    preventsSelfReview: reviewing !== undefined && flag(reviewing, 'prevent_self_review') === true,
    waitMinutes: typeof wait === 'number' ? wait : 0,
    customRules: rules.filter((rule) => !known.has(text(rule, 'type') ?? '')).length,
    adminsBypass: flag(item, 'can_admins_bypass'),
    branchPolicy: policyOf(item, answers, asked),
  };
}

function reviewerOf(item: Cursor): EnvironmentRules['reviewers'] {
  const reviewer = field(item, 'reviewer');
  const team = text(item, 'type') === 'Team';
  const name = team ? text(reviewer, 'slug') : text(reviewer, 'login');
  return name === null ? [] : [{ kind: team ? 'team' : 'user', name }];
}

function policyOf(item: Cursor, answers: Answers, asked: Readonly<Record<string, string>>): BranchPolicy {
  const policy = field(item, 'deployment_branch_policy');
  const ref = refOf(policy);
  if (flag(policy, 'protected_branches') === true) return { kind: 'protected', ref };
  if (flag(policy, 'custom_branch_policies') !== true) return { kind: 'none' };
  // GitHub lists the patterns in an answer of their own; a scenario writes them into the policy.
  const inside = field(policy, 'branch_policies');
  if (inside.value === undefined && !answers.has(POLICIES, asked))
    return { kind: 'custom', ref, patterns: null };
  const listed =
    inside.value === undefined ? answers.list(POLICIES, asked, 'branch_policies') : [...items(inside)];
  const patterns = listed.flatMap((each) => {
    const name = text(each, 'name');
    const type = text(each, 'type') === 'tag' ? 'tag' : 'branch';
    return name === null ? [] : [{ name, type, ref: refOf(each) } as const];
  });
  return { kind: 'custom', ref, patterns };
}
