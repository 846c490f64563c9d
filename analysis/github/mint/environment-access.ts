import { findText } from '../../oidc/language/find-text.ts';
import { matches } from '../../oidc/language/run.ts';
import { freeParts, literalOf, ownDemands, type Template } from '../../oidc/mintable/template.ts';
import { all, blocked, conditional, HOLDS, type Outcome, step, unknown } from '../../rules/outcome.ts';
import { isProtected } from '../estate/can-push.ts';
import type { Branch, Repository } from '../estate/estate.ts';
import { REF_NAME, refPattern } from '../estate/ref-pattern.ts';
import type { EnvironmentFact, EnvironmentRules } from '../read/facts.ts';

/** Whether a run on a ref may use an environment, on which refs of an open class, and what waits before it does. */
export interface EnvironmentAccess {
  readonly outcome: Outcome;
  readonly ref: Template;
}

/** What a ref is, as deployment policies ask. */
export type RefKind = 'branch' | 'tag' | 'pull-request';

export function environmentAccess(
  environment: EnvironmentFact,
  repository: Repository,
  ref: Template,
  kind: RefKind,
): EnvironmentAccess {
  const { rules } = environment;
  if (rules === null)
    return {
      ref,
      outcome: unknown(
        `GET /repos/{owner}/{repo}/environments: the rules of the environment "${environment.name}" were not collected`,
      ),
    };
  const admitted = admittedRefs(environment, rules, repository, ref, kind);
  return { ref: admitted.ref, outcome: all([admitted.outcome, ...waitsOf(environment, rules)]) };
}

/** Reviewers and apps that a deployment waits for. Time passes by itself. */
export function waitsOf(environment: EnvironmentFact, rules: EnvironmentRules): readonly Outcome[] {
  const found: Outcome[] = [];
  const where = step(rules.reviewersRef ?? environment.ref, reviewerWords(environment.name, rules));
  if (rules.reviewers.length > 0) {
    const who = rules.reviewers
      .map(({ kind, name }) => (kind === 'team' ? `team ${name}` : name))
      .join(' or ');
    const other = rules.preventsSelfReview ? ', who did not start the run,' : '';
    found.push(
      conditional(`${who}${other} approves the deployment to environment "${environment.name}"`, [where]),
    );
  }
  if (rules.customRules > 0)
    found.push(
      conditional(
        `${rules.customRules} app(s) let the deployment to environment "${environment.name}" pass`,
        [step(environment.ref, `The environment "${environment.name}" has custom protection rules.`)],
      ),
    );
  return found;
}

function reviewerWords(name: string, { reviewers }: EnvironmentRules): string {
  return `The environment "${name}" waits for ${reviewers.length} reviewer(s).`;
}

function admittedRefs(
  { name, ref: at }: EnvironmentFact,
  { branchPolicy: policy }: EnvironmentRules,
  repository: Repository,
  ref: Template,
  kind: RefKind,
): EnvironmentAccess {
  const open = step(at, `The environment "${name}" admits any branch.`);
  if (policy.kind === 'none') return { ref, outcome: { ...HOLDS, steps: [open] } };
  const refuse = (why: string) => ({ ref, outcome: blocked(policy.ref, why) });
  const full = literalOf(ref);
  if (policy.kind === 'protected') {
    const branch = repository.branches.find(
      (each) => each.kind === 'existing' && `refs/heads/${each.name}` === full,
    );
    if (branch === undefined || !isProtected(branch))
      return refuse(`The environment "${name}" admits protected branches only.`);
    return {
      ref,
      outcome: {
        ...HOLDS,
        steps: [step(policy.ref, `The environment "${name}" admits the protected branch "${branch.name}".`)],
      },
    };
  }
  if (policy.patterns === null)
    return {
      ref,
      outcome: unknown(
        `GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies: which branches the environment "${name}" admits was not collected`,
      ),
    };
  const own = policy.patterns.filter(({ type }) => (kind === 'tag' ? type === 'tag' : type === 'branch'));
  const listed = own.map((each) => each.name).join(', ') || 'none of its kind';
  const because = `The environment "${name}" admits only: ${listed}.`;
  const first = own[0]?.ref ?? policy.ref;
  const sequences = own.flatMap((each) => refPattern(each.name));
  if (full !== null) {
    const short = full.replace(/^refs\/(heads|tags|pull)\//, '');
    const fits = sequences.some(
      (each) => matches(each, short) || (kind === 'pull-request' && matches(each, full)),
    );
    return fits ? { ref, outcome: { ...HOLDS, steps: [step(first, because)] } } : refuse(because);
  }
  if (sequences.length === 0 || kind === 'pull-request') return refuse(because);
  const narrowed = ref.map((part) =>
    typeof part === 'string' ? part : { ...part, within: [...part.within, [REF_NAME], sequences] },
  );
  if (isEmpty(narrowed)) return refuse(because);
  return { ref: narrowed, outcome: { ...HOLDS, steps: [step(first, because)] } };
}

/** Whether no text at all fits what is left of an open part. */
export function isEmpty(template: Template): boolean {
  return freeParts(template).some((part) => findText(ownDemands(part)).kind === 'none');
}

/** The ref of a branch in tokens. */
export function refOfBranch({ kind, template }: Branch): Template {
  return [kind === 'new-tag' ? 'refs/tags/' : 'refs/heads/', ...template];
}
