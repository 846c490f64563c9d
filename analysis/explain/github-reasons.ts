import type { UnmetTest } from '../aws/evaluate/why-not.ts';
import type { Branch, Workflow } from '../github/estate/estate.ts';
import type { Run } from '../github/mint/run.ts';
import { runsOfBranch } from '../github/mint/runs-of-branch.ts';
import { canRun, permitsTokens, runsOfWorkflow } from '../github/mint/runs-of-workflow.ts';
import { tokenShape } from '../github/mint/token-shape.ts';
import { type GithubTrust, githubTrusts, issuerHost } from '../github/mint/web-trusts.ts';
import { refusals } from '../oidc/mintable/mintable-against-aws.ts';
import { literalOf, templateWords } from '../oidc/mintable/template.ts';
import type { Blocker } from '../rules/outcome.ts';
import type { Scene } from '../rules/rule.ts';

/** Why a workflow, or whoever decides what stands on a branch, does not obtain a role: the condition that refuses its tokens. */
export function githubReasons(from: string, to: string, scene: Scene): readonly Blocker[] {
  const { github } = scene;
  const workflow = github.workflows.find(({ id }) => id === from);
  const branch = github.branches.find(({ id }) => id === from);
  if (workflow === undefined && branch === undefined) return [];
  const role = scene.aws.principals.get(to);
  if (role?.kind !== 'role') return [];
  const { repository } = (workflow ?? branch) as Workflow | Branch;
  const own = githubTrusts(scene).filter(({ of }) => of.id === to);
  if (own.length === 0)
    return [
      { ...role.ref, says: `The trust policy of ${role.name} names no provider of GitHub's tokens.`, met: 8 },
    ];
  const host = issuerHost(repository.organization);
  const trust = own.find((each) => each.host === host || each.host.startsWith(`${host}/`));
  if (trust === undefined)
    return [
      {
        ...role.ref,
        says: `${role.name} trusts ${own[0]?.host}, and the tokens of ${repository.fact.name} are of ${host}.`,
        met: 8,
      },
    ];
  if (trust.there.outcome.verdict === 'deny')
    return trust.there.outcome.blockers.map((each) => ({ ...each, met: 8 }));
  const runs = workflow ? runsOfWorkflow(workflow, github) : runsOfBranch(branch as Branch);
  if (runs.length === 0 && workflow) return [noTokens(workflow)];
  return nearest(runs, repository, trust);
}

function noTokens(workflow: Workflow): Blocker {
  const { fact } = workflow;
  const { model } = fact;
  const permits = model?.jobs.some((job) => permitsTokens(job, model.permissions) !== null) ?? false;
  const says = !canRun(workflow)
    ? `${fact.path} does not run: ${fact.model?.problems[0] ?? fact.state ?? 'its repository is archived'}.`
    : permits
      ? `No trigger of ${fact.path} makes a job that may ask for tokens run in an environment that admits its ref.`
      : `No job of ${fact.path} has the permission id-token: write.`;
  return { ...fact.ref, says, met: 8 };
}

/** The run that comes nearest is refused by the fewest conditions. */
function nearest(
  runs: readonly Run[],
  repository: Workflow['repository'],
  trust: GithubTrust,
): readonly Blocker[] {
  let best: { readonly unmet: readonly UnmetTest[]; readonly sub: string } | null = null;
  for (const run of runs) {
    const shape = tokenShape(repository, run);
    const unmet = refusals(trust, shape);
    const sub = shape.claims.get('sub') ?? [];
    if (unmet.length === 0) continue;
    const closer = best === null || unmet.length < best.unmet.length;
    if (closer || (unmet.length === best?.unmet.length && literalOf(sub) !== null && best.sub.includes('<')))
      best = { unmet, sub: templateWords(sub) };
  }
  const { observation } = trust.of.fact.trust?.ref ?? trust.of.ref;
  if (best === null)
    return [
      {
        ...trust.of.ref,
        says: `The conditions of ${trust.of.name}'s trust cannot be met together by one token of ${repository.fact.name}.`,
        met: 8,
      },
    ];
  return best.unmet.map(({ pointer, title, key, operator, wanted, given }) => ({
    observation,
    pointer,
    says: `${title} asks ${operator} ${key} ${wanted.map((each) => JSON.stringify(each)).join(' or ')}; the token has ${
      given === null ? 'no such claim' : given.map((each) => JSON.stringify(each)).join(', ')
    }.`,
    met: 8,
  }));
}
