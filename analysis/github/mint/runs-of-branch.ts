import { literal, literalIgnoringCase, type Sequence } from '../../oidc/language/sequence.ts';
import type { Template } from '../../oidc/mintable/template.ts';
import { conditional, HOLDS, type Outcome, unknown } from '../../rules/outcome.ts';
import type { Branch, Repository } from '../estate/estate.ts';
import type { EnvironmentFact } from '../read/facts.ts';
import { environmentAccess, type RefKind, refOfBranch } from './environment-access.ts';
import type { Run } from './run.ts';
import { ANY_TEXT, free } from './token-shape.ts';

const NO_SLASH: Sequence = [
  { of: { chars: '/', negated: true }, times: 'one' },
  { of: { chars: '/', negated: true }, times: 'any' },
];
const NUMBER: Sequence = [
  { of: { chars: '0123456789', negated: false }, times: 'one' },
  { of: { chars: '0123456789', negated: false }, times: 'any' },
];
const NAME: Sequence = [
  { of: { chars: ':', negated: true }, times: 'one' },
  { of: { chars: ':', negated: true }, times: 'any' },
];

export const PULL_REQUEST_REF: Template = ['refs/pull/', free('pull-request', '<number>', NUMBER), '/merge'];

/**
 * Every run that whoever decides what stands on a branch or tag can bring about: the workflow files are read from there,
 * so triggers, permissions and environment are theirs to choose; what the environments ask is not.
 */
export function runsOfBranch(branch: Branch): readonly Run[] {
  const ref = refOfBranch(branch);
  const tag = branch.kind === 'new-tag';
  const runs = runsOn(branch.repository, ref, tag ? 'tag' : 'branch', ref);
  // From any branch of the repository itself a pull request can be opened; its workflows come from there.
  return tag
    ? runs
    : [...runs, ...runsOn(branch.repository, PULL_REQUEST_REF, 'pull-request', PULL_REQUEST_REF)];
}

function runsOn(repository: Repository, ref: Template, kind: RefKind, from: Template): readonly Run[] {
  const { fact, organization } = repository;
  const file = [
    `${organization.fact.login}/${fact.name}/.github/workflows/`,
    free('file', '<file>', NO_SLASH),
    '@',
  ];
  const base = {
    ref,
    pullRequest: kind === 'pull-request',
    environment: null,
    workflowRef: [...file, ...from],
    workflowName: [free('workflow', '<workflow name>', ANY_TEXT)],
    outcome: HOLDS,
  } satisfies Run;
  const runs: Run[] = [base, ...environmentRuns(repository, base, kind)];
  return [...runs, ...runs.map(byReusableWorkflow)];
}

export function environmentRuns(repository: Repository, base: Run, kind: RefKind): readonly Run[] {
  const { environments, name } = repository.fact;
  if (environments === null) {
    const outcome = unknown(
      `GET /repos/{owner}/{repo}/environments: the environments of ${name} were not collected`,
    );
    return [{ ...base, environment: [free('environment', '<environment>', NAME)], outcome }];
  }
  // In whatever capitals it is written, its rules are asked.
  const guarded = new Set<EnvironmentFact>();
  const known = environments.flatMap((environment): Run[] => {
    const access = environmentAccess(environment, repository, base.ref, kind);
    if (access.outcome.verdict !== 'allow') guarded.add(environment);
    if (access.outcome.verdict === 'deny') return [];
    const run = { ...base, ref: access.ref, environment: [environment.name], outcome: access.outcome };
    return guarded.has(environment) ? [run, otherwiseSpelt(run, environment.name)] : [run];
  });
  // A job that names an environment that is not there makes it, without rules.
  const made = free(
    'environment',
    '<new environment>',
    NAME,
    environments.map((each) => (guarded.has(each) ? literalIgnoringCase : literal)(each.name)),
  );
  return [...known, { ...base, environment: [made] }];
}

/** "Environment names are not case sensitive" (GitHub Docs, "Managing environments for deployment"). */
function otherwiseSpelt(run: Run, name: string): Run {
  const spelt = free('environment', name, NAME, [literal(name)]);
  return {
    ...run,
    environment: [{ ...spelt, within: [[literalIgnoringCase(name)]] }],
    outcome: both(run.outcome, asSpelt(name)),
  };
}

/** Which capitals stand in the token is not documented. */
export function asSpelt(name: string): Outcome {
  return conditional(`the token names the environment "${name}" as the job spells it`);
}

/** A job may also call a reusable workflow, whose ref then stands in the token and whose steps ask for it. */
function byReusableWorkflow(run: Run): Run {
  const outcome: Outcome = conditional(
    'a job calls the reusable workflow that the trust names, and that does with the token what it is told',
  );
  return {
    ...run,
    workflowRef: [free('reusable', '<reusable workflow>', ANY_TEXT)],
    outcome: both(run.outcome, outcome),
  };
}

function both(one: Outcome, other: Outcome): Outcome {
  return {
    verdict: one.verdict === 'allow' ? other.verdict : one.verdict,
    conditions: [...one.conditions, ...other.conditions],
    steps: [...one.steps, ...other.steps],
    blockers: [],
  };
}
