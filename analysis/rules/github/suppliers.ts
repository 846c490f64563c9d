import type { Workflow } from '../../github/estate/estate.ts';
import { repositoryId } from '../../github/ids.ts';
import { includes, powersOfPart, powersOfWorkflow } from '../../github/mint/powers.ts';
import { canRun } from '../../github/mint/runs-of-workflow.ts';
import type { JobModel } from '../../github/read/workflow/model.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

const FULL_COMMIT = /^[0-9a-f]{40}$/;

export interface Supplied {
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly ref: string;
  readonly line: number;
  readonly job: JobModel;
  readonly pinned: boolean;
  readonly target: string;
}

/** Actions and reusable workflows of other repositories that jobs of the workflow run. */
export function suppliersOf({ fact, repository }: Workflow): readonly Supplied[] {
  const own = `${repository.organization.fact.login}/${repository.fact.name}`.toLowerCase();
  return (fact.model?.jobs ?? []).flatMap((job) => {
    const targets = job.steps.flatMap(({ uses, line }) => (uses === null ? [] : [{ target: uses, line }]));
    if (job.calls !== null) targets.push({ target: job.calls.target, line: job.calls.line });
    return targets.flatMap(({ target, line }) => {
      const found = /^([^/@\s]+\/[^/@\s]+)(?:\/[^@\s]+)?@([^@\s]+)$/.exec(target);
      if (found === null || target.startsWith('docker://') || found[1]?.toLowerCase() === own) return [];
      const ref = found[2] as string;
      return [{ repository: found[1] as string, ref, line, job, pinned: FULL_COMMIT.test(ref), target }];
    });
  });
}

export const supplies: Rule = {
  id: 'github-supplier',
  title: 'Code of another repository runs in a workflow',
  kind: 'supplies',
  techniques: ['T1195.001'],
  enables:
    'Whoever moves the tag or branch that a step names decides what the step does, with the job’s secrets and token.',
  fix: 'Pin actions and reusable workflows to a full commit, and let a bot propose newer ones.',
  references: ['https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions'],
  subject: 'workflow',
  derive(workflow, scene, emit) {
    if (!canRun(workflow)) return;
    const { fact } = workflow;
    const whole = powersOfWorkflow(workflow, scene);
    const loose = suppliersOf(workflow).filter(({ pinned }) => !pinned);
    for (const [repository, uses] of Map.groupBy(loose, (each) => each.repository)) {
      const [first] = uses as [Supplied];
      const names = scene.github.repositories.get(repository.toLowerCase());
      const from = {
        id: names?.id ?? repositoryId(...(repository.split('/') as [string, string])),
        ref: fact.ref,
      };
      const outcome: Outcome = {
        ...HOLDS,
        steps: [
          step(fact.ref, `${fact.path} runs ${first.target} (line ${first.line}), which is no fixed commit.`),
        ],
      };
      const moved = conditional(`${repository} moves "${first.ref}"`, outcome.steps);
      const part = powersOfPart(workflow, scene, (job) => uses.some((each) => each.job === job));
      const relate = (kind: 'supplies' | 'can-assume' | 'uses-secret', to: string, total: Outcome) => {
        const relation = relationOf(kind, 'github-supplier', from, to, total, '');
        if (relation) emit(relation);
      };
      if (includes(part, whole)) relate('supplies', workflow.id, moved);
      else for (const [to, power] of part) relate(power.kind, to, all([moved, power.outcome]));
    }
  },
};
