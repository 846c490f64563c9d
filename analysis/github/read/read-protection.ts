import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import type { Answers } from './answers.ts';
import type { ActorFact, ProtectionFact, RuleFact, RulesetFact } from './facts.ts';
import { numberText } from './read-members.ts';
import { present } from './read-settings.ts';

export function readProtections(repository: Cursor): readonly ProtectionFact[] | null {
  const rules = field(repository, 'branchProtectionRules');
  if (!present(rules)) return null;
  return [...items(field(rules, 'nodes'))].flatMap((node) => {
    const pattern = text(node, 'pattern');
    if (pattern === null) return [];
    const count = field(node, 'requiredApprovingReviewCount').value;
    return [
      {
        pattern,
        ref: refOf(node),
        enforcedForAdmins: flag(node, 'isAdminEnforced') === true,
        requiresReviews: flag(node, 'requiresApprovingReviews') === true,
        reviewCount: typeof count === 'number' ? count : 0,
        requiresStatusChecks: flag(node, 'requiresStatusChecks') === true,
        locked: flag(node, 'lockBranch') === true,
        restrictsPushes: flag(node, 'restrictsPushes') === true,
        blocksCreations: flag(node, 'blocksCreations') === true,
        pushers: actorsIn(field(node, 'pushAllowances')),
        bypassers: actorsIn(field(node, 'bypassPullRequestAllowances')),
      },
    ];
  });
}

function actorsIn(list: Cursor): readonly ActorFact[] {
  return [...items(field(list, 'nodes'))].flatMap((node) => {
    const actor = field(node, 'actor');
    const type = text(actor, '__typename');
    const kind = type === 'User' ? 'user' : type === 'Team' ? 'team' : type === 'App' ? 'app' : 'other';
    return [{ kind, name: text(actor, 'login') ?? text(actor, 'slug'), pullRequestOnly: false } as const];
  });
}

/** The rulesets that apply to a repository: which ones, says the repository; what they hold, their own answers. */
export function readRulesets(
  answers: Answers,
  owner: string,
  repo: string,
  repository: Cursor,
): readonly RulesetFact[] | null {
  const listed = field(repository, 'rulesets');
  if (!present(listed)) return null;
  return [...items(field(listed, 'nodes'))].flatMap((node) => {
    const id = numberText(node, 'databaseId');
    if (id === null) return [];
    const [detail] = [
      ...answers.of('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', { owner, repo, ruleset_id: id }),
      ...answers.of('GET /orgs/{org}/rulesets/{ruleset_id}', { org: owner, ruleset_id: id }),
    ];
    const target = text(node, 'target')?.toLowerCase();
    const at = detail?.at;
    const names = at === undefined ? undefined : field(field(at, 'conditions'), 'ref_name');
    return [
      {
        id,
        name: text(node, 'name') ?? id,
        ref: at === undefined ? refOf(node) : refOf(at),
        target: target === 'tag' || target === 'push' ? target : 'branch',
        active: text(node, 'enforcement')?.toUpperCase() === 'ACTIVE',
        include: names === undefined ? null : textsOf(field(names, 'include')),
        exclude: names === undefined ? [] : textsOf(field(names, 'exclude')),
        rules: at === undefined || !present(field(at, 'rules')) ? null : rulesIn(field(at, 'rules')),
        bypass:
          at === undefined || !present(field(at, 'bypass_actors'))
            ? null
            : bypassIn(field(at, 'bypass_actors')),
      } satisfies RulesetFact,
    ];
  });
}

function textsOf(list: Cursor): readonly string[] {
  return [...items(list)].flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

function rulesIn(list: Cursor): readonly RuleFact[] {
  return [...items(list)].flatMap((item) => {
    const type = text(item, 'type');
    const approvals = field(field(item, 'parameters'), 'required_approving_review_count').value;
    return type === null
      ? []
      : [{ type, ref: refOf(item), approvals: typeof approvals === 'number' ? approvals : 0 }];
  });
}

/** Ids of the roles that every repository has (REST reference, "Rules": bypass actors). */
const ROLES: Readonly<Record<string, string>> = {
  1: 'read',
  2: 'maintain',
  3: 'triage',
  4: 'write',
  5: 'admin',
};

function bypassIn(list: Cursor): readonly ActorFact[] {
  return [...items(list)].map((item) => {
    const id = numberText(item, 'actor_id');
    const pullRequestOnly = text(item, 'bypass_mode') === 'pull_request';
    switch (text(item, 'actor_type')) {
      case 'OrganizationAdmin':
        return { kind: 'organization-admin', name: null, pullRequestOnly };
      case 'RepositoryRole':
        return { kind: 'role', name: ROLES[id ?? ''] ?? null, pullRequestOnly };
      case 'Team':
        return { kind: 'team', name: id, pullRequestOnly };
      case 'Integration':
        return { kind: 'app', name: id, pullRequestOnly };
      case 'DeployKey':
        return { kind: 'deploy-key', name: null, pullRequestOnly };
      case 'User':
        return { kind: 'user', name: id, pullRequestOnly };
      default:
        return { kind: 'other', name: id, pullRequestOnly };
    }
  });
}
