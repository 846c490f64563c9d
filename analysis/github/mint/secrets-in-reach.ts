import { any, HOLDS, type Outcome, step, unknown } from '../../rules/outcome.ts';
import type { Branch, GithubEstate, Repository, Workflow } from '../estate/estate.ts';
import { environmentSecretId, organizationSecretId, partId } from '../ids.ts';
import type { EnvironmentFact, OrganizationSecretFact } from '../read/facts.ts';
import type { JobModel } from '../read/workflow/model.ts';
import { calledWorkflow } from './called-workflow.ts';
import { environmentAccess, type RefKind, refOfBranch } from './environment-access.ts';
import { canRun, type Keep, placesOf } from './runs-of-workflow.ts';

/** Secrets that a run on the branch can be given when whoever decides what stands there asks for them, by id. */
export function secretsOfBranch(branch: Branch): ReadonlyMap<string, Outcome> {
  const { repository } = branch;
  const found = new Map(secretsOfRepository(repository));
  const kind: RefKind = branch.kind === 'new-tag' ? 'tag' : 'branch';
  for (const environment of repository.fact.environments ?? []) {
    const { outcome } = environmentAccess(environment, repository, refOfBranch(branch), kind);
    if (outcome.verdict !== 'deny') addEnvironment(found, environment, repository, outcome);
  }
  return found;
}

/** Of the repository and, as far as they are for it, of the organization. */
export function secretsOfRepository(repository: Repository): ReadonlyMap<string, Outcome> {
  const { fact, organization } = repository;
  const org = organization.fact.login;
  const found = new Map<string, Outcome>();
  for (const secret of fact.secrets ?? [])
    found.set(partId(org, fact.name, 'secret', secret.name), {
      ...HOLDS,
      steps: [step(secret.ref, `${fact.name} has the secret ${secret.name}.`)],
    });
  for (const secret of organization.secrets) {
    const outcome = visibleTo(repository, secret);
    if (outcome !== null) found.set(organizationSecretId(org, secret.name), outcome);
  }
  return found;
}

function visibleTo({ fact }: Repository, secret: OrganizationSecretFact): Outcome | null {
  const says = step(
    secret.ref,
    `The organization's secret ${secret.name} is for ${secret.visibility} repositories.`,
  );
  if (secret.visibility === 'all') return { ...HOLDS, steps: [says] };
  if (secret.visibility === 'private')
    return fact.visibility === 'public' ? null : { ...HOLDS, steps: [says] };
  if (secret.repositories === null)
    return unknown(
      `GET /orgs/{org}/actions/secrets/{secret_name}/repositories: which repositories have ${secret.name} was not collected`,
      [says],
    );
  return secret.repositories.some((each) => each.toLowerCase() === fact.name.toLowerCase())
    ? { ...HOLDS, steps: [says] }
    : null;
}

function addEnvironment(
  into: Map<string, Outcome>,
  environment: EnvironmentFact,
  { fact, organization }: Repository,
  outcome: Outcome,
): void {
  for (const secret of environment.secrets ?? []) {
    const id = environmentSecretId(organization.fact.login, fact.name, environment.name, secret.name);
    const says = step(secret.ref, `The environment "${environment.name}" has the secret ${secret.name}.`);
    into.set(id, { ...outcome, steps: [...outcome.steps, says] });
  }
}

/** Secrets that jobs of the workflow are given as the file stands, by id. */
export function secretsOfWorkflow(
  workflow: Workflow,
  estate: GithubEstate,
  keep: Keep = () => true,
): ReadonlyMap<string, Outcome> {
  const found = new Map<string, Outcome>();
  const { model } = workflow.fact;
  if (!canRun(workflow) || model === null) return found;
  for (const job of model.jobs) {
    const triggers = model.triggers.filter((trigger) => keep(job, trigger));
    if (triggers.length === 0) continue;
    const places = triggers.flatMap((trigger) => placesOf(workflow, trigger));
    for (const [id, outcome] of secretsOfJob(workflow, job, places, estate)) {
      const known = found.get(id);
      found.set(id, known === undefined ? outcome : (any([known, outcome]) as Outcome));
    }
  }
  return found;
}

function* secretsOfJob(
  workflow: Workflow,
  job: JobModel,
  places: ReturnType<typeof placesOf>,
  estate: GithubEstate,
): Generator<readonly [string, Outcome]> {
  const { repository, fact } = workflow;
  const { organization } = repository;
  const inherited = job.calls?.inheritsSecrets === true;
  const called = inherited && job.calls ? calledWorkflow(job.calls.target, workflow, estate).workflow : null;
  const uses = [...job.secrets, ...(called?.fact.model?.jobs.flatMap((inner) => inner.secrets) ?? [])];
  const everything = uses.some(({ name }) => name === '*') || (inherited && called === null);
  const wanted = new Map(uses.map(({ name, line }) => [name.toUpperCase(), line]));
  const environments = [job, ...(called?.fact.model?.jobs ?? [])].flatMap(
    ({ environment }) => environment ?? [],
  );
  const reach = new Map(secretsOfRepository(repository));
  for (const environment of repository.fact.environments ?? []) {
    if (
      !environments.some(
        ({ name }) => name.includes('${{') || name.toLowerCase() === environment.name.toLowerCase(),
      )
    )
      continue;
    const outcome = any(
      places.map((place) => environmentAccess(environment, repository, place.ref, place.kind).outcome),
    );
    if (outcome !== null && outcome.verdict !== 'deny')
      addEnvironment(reach, environment, repository, outcome);
  }
  const named = new Set<string>();
  for (const [id, outcome] of reach) {
    const name = id.slice(id.lastIndexOf('/') + 1).toUpperCase();
    const line = wanted.get(name);
    if (!everything && line === undefined) continue;
    named.add(name);
    const says = line === undefined ? 'is given every secret' : `is given ${name} (line ${line})`;
    yield [
      id,
      { ...outcome, steps: [step(fact.ref, `Job "${job.id}" of ${fact.path} ${says}.`), ...outcome.steps] },
    ];
  }
  // A name that no list explains, where the repository's own list was not collected.
  if (repository.fact.secrets !== null) return;
  for (const [name, line] of wanted)
    if (!named.has(name) && name !== '*' && name !== 'GITHUB_TOKEN')
      yield [
        partId(organization.fact.login, repository.fact.name, 'secret', name),
        unknown(`GET /repos/{owner}/{repo}/actions/secrets: where ${name} comes from was not collected`, [
          step(fact.ref, `Job "${job.id}" of ${fact.path} is given ${name} (line ${line}).`),
        ]),
      ];
}
