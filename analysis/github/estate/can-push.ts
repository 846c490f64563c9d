import { all, blocked, conditional, HOLDS, type Outcome, step, unknown } from '../../rules/outcome.ts';
import type { ActorFact, ProtectionFact, RulesetFact } from '../read/facts.ts';
import { type Branch, covers } from './estate.ts';
import type { Writer } from './writers.ts';

const PROTECTIONS = 'graphql:repository#branchProtectionRules';

/** Whether who may write to the repository may write to the branch, under the rules in effect there. */
export function canPush(writer: Writer, branch: Branch): Outcome {
  const { fact } = branch.repository;
  const outcomes: Outcome[] = [writer.grant];
  // Apps and tokens need a permission of their own to change workflow files; what those run, they may change without.
  if (!writer.workflows)
    outcomes.push(
      conditional(
        `a workflow runs files that ${writer.name} may change, for it may not change workflows themselves`,
      ),
    );
  if (branch.kind !== 'new-tag') {
    if (fact.protections === null)
      outcomes.push(unknown(`${PROTECTIONS}: the branch protection of ${fact.name} was not collected`));
    const protection = protectionOf(branch);
    if (protection !== null) outcomes.push(underProtection(protection, writer, branch));
  }
  // Rulesets that were not collected at all can only take away, and stand in the coverage, once.
  for (const ruleset of rulesetsOf(branch)) outcomes.push(underRuleset(ruleset, writer, branch));
  return all(outcomes);
}

/** The rule in effect: one that names the branch goes before patterns, and of those the oldest. */
export function protectionOf(branch: Branch): ProtectionFact | null {
  const rules = branch.repository.fact.protections ?? [];
  return (
    rules.find(({ pattern }) => pattern === branch.name) ??
    rules.find(({ pattern }) => covers(pattern, branch)) ??
    null
  );
}

export function rulesetsOf(branch: Branch): readonly RulesetFact[] {
  const { fact } = branch.repository;
  const target = branch.kind === 'new-tag' ? 'tag' : 'branch';
  const prefix = target === 'tag' ? 'refs/tags/' : 'refs/heads/';
  const fits = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' && branch.kind === 'existing' && branch.name === fact.defaultBranch) ||
    (pattern.startsWith(prefix) && covers(pattern.slice(prefix.length), branch));
  return (fact.rulesets ?? []).filter(
    ({ active, target: own, include, exclude }) =>
      active && own === target && (include === null || include.some(fits)) && !exclude.some(fits),
  );
}

/** Whether the branch counts as protected, as deployment policies ask. */
export function isProtected(branch: Branch): boolean {
  return branch.kind === 'existing' && (protectionOf(branch) !== null || rulesetsOf(branch).length > 0);
}

function underProtection(rule: ProtectionFact, writer: Writer, branch: Branch): Outcome {
  const says = (text: string) => step(rule.ref, text);
  const name = `The protection of "${rule.pattern}"`;
  // "Deploy keys with write access can perform the same actions as an organization member with admin access."
  if (!rule.enforcedForAdmins && (writer.permission === 'admin' || writer.extra.includes('bypass')))
    return {
      ...HOLDS,
      steps: [
        says(
          `${name} does not bind administrators, deploy keys that may write, and roles that may bypass it.`,
        ),
      ],
    };
  if (branch.kind !== 'existing') {
    if (!rule.restrictsPushes || !rule.blocksCreations || isAmong(rule.pushers, writer)) return HOLDS;
    return blocked(rule.ref, `${name} lets only those it names create such branches.`);
  }
  if (rule.locked) return blocked(rule.ref, `${name} locks the branch.`);
  if (rule.restrictsPushes && !isAmong(rule.pushers, writer) && !writer.extra.includes('push'))
    return blocked(rule.ref, `${name} lets only those it names push.`);
  const outcomes: Outcome[] = [];
  if (rule.requiresReviews && rule.reviewCount > 0 && !isAmong(rule.bypassers, writer))
    outcomes.push(
      conditional(reviewWords(branch.name, rule.reviewCount), [
        says(`${name} asks for a pull request with ${rule.reviewCount} approval(s).`),
      ]),
    );
  if (rule.requiresStatusChecks)
    outcomes.push(
      conditional(`the status checks that "${branch.name}" requires pass`, [
        says(`${name} requires status checks.`),
      ]),
    );
  return all(outcomes);
}

function underRuleset(ruleset: RulesetFact, writer: Writer, branch: Branch): Outcome {
  const name = `The ruleset "${ruleset.name}"`;
  if (ruleset.rules === null)
    return unknown(
      `GET /repos/{owner}/{repo}/rulesets/{ruleset_id}: what the ruleset "${ruleset.name}" asks was not collected`,
    );
  const asked = demandsOf(ruleset, branch);
  if (asked.length === 0) return HOLDS;
  const bypass = ruleset.bypass?.find((actor) => isActor(actor, writer));
  if (bypass !== undefined) return { ...HOLDS, steps: [step(ruleset.ref, `${name} lets it be bypassed.`)] };
  const outcome = all(asked);
  // A list that the token may not see could name anyone.
  if (ruleset.bypass === null && outcome.verdict === 'deny')
    return unknown(`who may bypass the ruleset "${ruleset.name}" was not shown to the token that collected`);
  return outcome;
}

function demandsOf(ruleset: RulesetFact, branch: Branch): readonly Outcome[] {
  const name = `The ruleset "${ruleset.name}"`;
  const isNew = branch.kind !== 'existing';
  return (ruleset.rules ?? []).flatMap((rule): Outcome[] => {
    if (rule.type === 'creation' && isNew)
      return [blocked(rule.ref, `${name} restricts creating such refs.`)];
    if (isNew) return [];
    if (rule.type === 'update') return [blocked(rule.ref, `${name} restricts updates of the branch.`)];
    if (rule.type === 'pull_request' && rule.approvals > 0)
      return [
        conditional(reviewWords(branch.name, rule.approvals), [
          step(rule.ref, `${name} asks for a pull request with ${rule.approvals} approval(s).`),
        ]),
      ];
    if (rule.type === 'required_status_checks')
      return [
        conditional(`the status checks that "${branch.name}" requires pass`, [
          step(rule.ref, `${name} requires status checks.`),
        ]),
      ];
    return [];
  });
}

function reviewWords(branch: string, count: number): string {
  return `a pull request into "${branch}" is approved by ${count === 1 ? 'one other person' : `${count} others`}`;
}

function isAmong(actors: readonly ActorFact[], writer: Writer): boolean {
  return actors.some((actor) => isActor(actor, writer));
}

function isActor({ kind, name }: ActorFact, writer: Writer): boolean {
  if (kind === 'deploy-key') return writer.kind === 'deploy-key';
  if (kind === 'role')
    return writer.kind !== 'deploy-key' && writer.kind !== 'app' && name === writer.permission;
  if (kind !== writer.kind || name === null) return false;
  return name.toLowerCase() === writer.name.toLowerCase() || name === writer.actorId;
}
