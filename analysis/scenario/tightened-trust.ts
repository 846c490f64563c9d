import type { Change } from '../../schema/scenario.ts';
import type { Role } from '../aws/estate/estate.ts';
import type { Estates } from '../estates.ts';
import type { Workflow } from '../github/estate/estate.ts';
import { runsOfWorkflow } from '../github/mint/runs-of-workflow.ts';
import { subjectTemplate, tokenShape } from '../github/mint/token-shape.ts';
import { literalOf } from '../oidc/mintable/template.ts';

const ISSUER =
  /^token\.actions\.githubusercontent\.com(\/|$)|\/_services\/token$|^token\.actions\.[^/]+\.ghe\.com$/;

/**
 * The trust of a role narrowed to the workflows that ask for it in so many words (`role-to-assume`): their environments,
 * or their default branch where a job has none. Null where no workflow of the snapshot asks for it, or one whose subjects
 * are not known does.
 */
export function trustOfItsWorkflows(
  role: Role,
  { github }: Estates,
): Extract<Change, { change: 'tighten-trust' }> | null {
  const issuer = issuerOf(role);
  if (issuer === null) return null;
  const subjects = new Set<string>();
  for (const workflow of github.workflows) {
    if (!asksFor(workflow, role)) continue;
    if (subjectTemplate(workflow.repository).outcome.verdict !== 'allow') return null;
    const own = subjectsOf(workflow, role, github);
    if (own.length === 0) return null;
    for (const subject of own) subjects.add(subject);
  }
  if (subjects.size === 0) return null;
  return { change: 'tighten-trust', role: role.id, issuer, subjects: [...subjects].sort() };
}

function issuerOf({ fact }: Role): string | null {
  const named = JSON.stringify(fact.trust?.document ?? null).matchAll(/:oidc-provider\/([^"]+)"/g);
  for (const [, issuer = ''] of named) if (ISSUER.test(issuer)) return issuer;
  return null;
}

function asksFor({ fact }: Workflow, role: Role): boolean {
  return (fact.model?.jobs ?? []).some((job) =>
    job.steps.some((each) => each.with['role-to-assume'] === role.arn),
  );
}

function subjectsOf(workflow: Workflow, role: Role, github: Estates['github']): readonly string[] {
  const { repository } = workflow;
  const branch = repository.fact.defaultBranch;
  const runs = runsOfWorkflow(workflow, github, (job) =>
    job.steps.some((each) => each.with['role-to-assume'] === role.arn),
  );
  return runs.flatMap((run) => {
    // A run on any branch is meant for the default branch, unless its environment says where it is meant for.
    const meant =
      run.environment === null && !run.pullRequest && branch !== null
        ? { ...run, ref: [`refs/heads/${branch}`] }
        : run;
    const subject = literalOf(tokenShape(repository, meant).claims.get('sub') ?? []);
    return subject === null || subject === '' ? [] : [subject];
  });
}
