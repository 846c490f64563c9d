import type { EvidenceRef } from '../../../schema/records.ts';
import { matches } from '../../oidc/language/run.ts';
import { literalOf, type Template } from '../../oidc/mintable/template.ts';
import { all, HOLDS, type Outcome, step, unknown } from '../../rules/outcome.ts';
import type { Branch, GithubEstate, Workflow } from '../estate/estate.ts';
import { filterPattern, REF_NAME } from '../estate/ref-pattern.ts';
import type { JobModel, Permissions, RefFilter, Trigger } from '../read/workflow/model.ts';
import { calledWorkflow } from './called-workflow.ts';
import { environmentAccess, isEmpty, type RefKind, refOfBranch } from './environment-access.ts';
import type { Run } from './run.ts';
import { asSpelt, environmentRuns, PULL_REQUEST_REF } from './runs-of-branch.ts';
import { ANY_TEXT, free } from './token-shape.ts';

/** Where a trigger makes a workflow run. */
interface Place {
  readonly ref: Template;
  readonly kind: RefKind;
  readonly pullRequest: boolean;
}

/** Which of a workflow's runs are meant: all of them, or those of some job by some trigger. */
export type Keep = (job: JobModel, trigger: Trigger) => boolean;

/** Every run of the workflow's jobs that can obtain a token, as the file stands. */
export function runsOfWorkflow(
  workflow: Workflow,
  estate: GithubEstate,
  keep: Keep = () => true,
): readonly Run[] {
  const { model } = workflow.fact;
  if (!canRun(workflow) || model === null) return [];
  return model.jobs.flatMap((job) => {
    const triggers = model.triggers.filter((trigger) => keep(job, trigger));
    if (triggers.length === 0) return [];
    return runsOfJob(
      workflow,
      job,
      triggers.flatMap((trigger) => placesOf(workflow, trigger)),
      estate,
    );
  });
}

/** Disabled workflows and files that GitHub refuses do not run. */
export function canRun({ fact, repository }: Workflow): boolean {
  if (repository.fact.archived || fact.model === null) return false;
  return fact.model.problems.length === 0 && (fact.state === null || fact.state === 'active');
}

function runsOfJob(
  workflow: Workflow,
  job: JobModel,
  places: readonly Place[],
  estate: GithubEstate,
): readonly Run[] {
  const { repository, fact } = workflow;
  const granted = permitsTokens(job, fact.model?.permissions ?? null);
  if (granted === null) return [];
  const full = `${repository.organization.fact.login}/${repository.fact.name}`;
  const says = at(fact.ref, `Job "${job.id}" of ${fact.path} may ask for tokens (line ${granted.line}).`);
  return places.flatMap((place): readonly Run[] => {
    const base: Run = {
      ref: place.ref,
      pullRequest: place.pullRequest,
      environment: null,
      workflowRef: [`${full}/${fact.path}@`, ...place.ref],
      workflowName: [fact.model?.name ?? fact.path],
      outcome: { ...HOLDS, steps: [says] },
    };
    if (job.calls === null) return inEnvironment(base, job, workflow, place.kind);
    return callRuns(base, job, workflow, place.kind, estate);
  });
}

/** A call hands its permission on; the called file's own permissions can only take from it. */
function callRuns(
  base: Run,
  job: JobModel,
  workflow: Workflow,
  kind: RefKind,
  estate: GithubEstate,
): readonly Run[] {
  if (job.calls === null) return [];
  const called = calledWorkflow(job.calls.target, workflow, estate);
  const written =
    called.path === null ? [free('reusable', '<reusable workflow>', ANY_TEXT)] : [`${called.path}@`];
  const workflowRef = called.ref === null ? [...written, ...base.ref] : [...written, called.ref];
  if (called.workflow?.fact.model == null) {
    const gap = unknown(`${called.repository}: the reusable workflow ${job.calls.target} was not collected`);
    return [{ ...base, workflowRef, outcome: all([base.outcome, gap]) }];
  }
  const { fact } = called.workflow;
  const { model } = fact;
  return (model?.jobs ?? []).flatMap((inner) => {
    const own = inner.permissions ?? model?.permissions ?? null;
    if (own !== null && !includesTokens(own)) return [];
    const outcome = {
      ...base.outcome,
      steps: [
        ...base.outcome.steps,
        at(fact.ref, `${fact.path} is called, and runs its job "${inner.id}" (line ${inner.line}).`),
      ],
    };
    return inEnvironment({ ...base, workflowRef, outcome }, inner, workflow, kind);
  });
}

/** The environment is the caller's repository's, also for a job of a called workflow. */
function inEnvironment(base: Run, job: JobModel, workflow: Workflow, kind: RefKind): readonly Run[] {
  if (job.environment === null) return [base];
  const { name } = job.environment;
  const { repository } = workflow;
  // Which one is known only when it runs; then it may be any, also a new one.
  if (name.includes('${{'))
    return environmentRuns(repository, base, kind).map((run) => ({
      ...run,
      outcome: all([base.outcome, run.outcome]),
    }));
  const { environments } = repository.fact;
  if (environments === null) {
    const gap = `GET /repos/{owner}/{repo}/environments: the rules of the environment "${name}" were not collected`;
    return [{ ...base, environment: [name], outcome: all([base.outcome, unknown(gap)]) }];
  }
  const environment = environments.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (environment === undefined) return [{ ...base, environment: [name] }];
  const access = environmentAccess(environment, repository, base.ref, kind);
  if (access.outcome.verdict === 'deny') return [];
  const outcome = all([base.outcome, access.outcome]);
  const run = { ...base, ref: access.ref, environment: [environment.name], outcome };
  if (environment.name === name) return [run];
  return [run, { ...run, environment: [name], outcome: all([outcome, asSpelt(environment.name)]) }];
}

/** The permissions by which a job may ask for tokens; null where it may not. No default of a repository gives `id-token`. */
export function permitsTokens(job: JobModel, ofWorkflow: Permissions | null): Permissions | null {
  const own = job.permissions ?? ofWorkflow;
  return own !== null && includesTokens(own) ? own : null;
}

function includesTokens({ all: every, scopes }: Permissions): boolean {
  return every === 'write' || scopes['id-token'] === 'write';
}

/** The refs on which a trigger makes the workflow run. */
export function placesOf({ repository }: Workflow, trigger: Trigger): readonly Place[] {
  const branches = (filter: RefFilter | null): readonly Place[] =>
    repository.branches
      .filter(({ kind }) => kind !== 'new-tag')
      .flatMap((branch) => filtered(branch, filter))
      .map((ref) => ({ ref, kind: 'branch', pullRequest: false }));
  const tags = (filter: RefFilter | null): readonly Place[] =>
    repository.branches
      .filter(({ kind }) => kind === 'new-tag')
      .flatMap((branch) => filtered(branch, filter))
      .map((ref) => ({ ref, kind: 'tag', pullRequest: false }));
  switch (trigger.event) {
    case 'push': {
      // With a filter on one kind of ref, the other kind does not trigger.
      const onBranches = trigger.branches !== null || trigger.tags === null;
      const onTags = trigger.tags !== null || trigger.branches === null;
      return [...(onBranches ? branches(trigger.branches) : []), ...(onTags ? tags(trigger.tags) : [])];
    }
    case 'pull_request':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return [{ ref: PULL_REQUEST_REF, kind: 'pull-request', pullRequest: true }];
    case 'pull_request_target':
      // Runs on the base; both forms of the subject have been seen.
      return branches(trigger.branches).flatMap((place) => [place, { ...place, pullRequest: true }]);
    case 'workflow_dispatch':
    case 'create':
      return [...branches(null), ...tags(null)];
    case 'release':
      return tags(null);
    case 'merge_group':
      return [
        {
          ref: ['refs/heads/gh-readonly-queue/', free('queue', '<queue>', REF_NAME)],
          kind: 'branch',
          pullRequest: false,
        },
      ];
    case 'workflow_call':
      return [];
    default:
      return [{ ref: defaultRef(repository.fact.defaultBranch), kind: 'branch', pullRequest: false }];
  }
}

function defaultRef(name: string | null): Template {
  return ['refs/heads/', name ?? free('default', '<default branch>', REF_NAME)];
}

/** The branch's ref as far as the filter lets it through. */
function filtered(branch: Branch, filter: RefFilter | null): readonly Template[] {
  const ref = refOfBranch(branch);
  if (filter === null) return [ref];
  const name = literalOf(branch.template);
  if (name !== null) return passes(name, filter) ? [ref] : [];
  const positive = filter.patterns.filter((each) => !each.startsWith('!')).map(filterPattern);
  // Only what takes away after everything else is taken away; the rest admits more, never less.
  const negative = trailingNegatives(filter.patterns).map(filterPattern);
  const left = ref.map((part) =>
    typeof part === 'string'
      ? part
      : filter.ignores
        ? { ...part, without: [...part.without, ...positive] }
        : { ...part, within: [...part.within, positive], without: [...part.without, ...negative] },
  );
  return isEmpty(left) ? [] : [left];
}

function trailingNegatives(patterns: readonly string[]): readonly string[] {
  const last = patterns.findLastIndex((each) => !each.startsWith('!'));
  return patterns.slice(last + 1).map((each) => each.slice(1));
}

/** In order: the last pattern that matches decides. */
export function passes(name: string, { patterns, ignores }: RefFilter): boolean {
  let held = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (matches(filterPattern(negated ? pattern.slice(1) : pattern), name)) held = !negated;
  }
  return held !== ignores;
}

function at(ref: EvidenceRef, says: string): Outcome['steps'][number] {
  return step(ref, says);
}
