import type { Branch } from '../../github/estate/estate.ts';
import { beyond, includes, type Powers, powersOfBranch, powersOfWorkflow } from '../../github/mint/powers.ts';
import { canRun } from '../../github/mint/runs-of-workflow.ts';
import { step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';

/**
 * A branch stands before a workflow only where everything that the workflow obtains is had from the branch as surely, so
 * that no path over both says more than is true; what else the branch obtains is said of the branch itself.
 */
export const branchDecides: Rule = {
  id: 'github-branch-decides',
  title: 'What stands on a branch decides what workflows do there',
  kind: 'can-trigger',
  techniques: ['T1677'],
  enables:
    'GitHub reads a workflow from the ref it runs on, so whoever pushes decides its steps, its permissions and its environment.',
  fix: 'Bind roles and secrets to an environment that admits only protected branches and waits for a reviewer.',
  references: [
    'https://docs.github.com/en/actions/reference/security/secure-use',
    'https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments',
  ],
  subject: 'branch',
  derive(branch, scene, emit) {
    const { workflows, fact } = branch.repository;
    if (branch.kind !== 'existing' && fact.archived) return;
    const own = powersOfBranch(branch, scene);
    const led: Powers[] = [];
    for (const workflow of workflows.filter(canRun)) {
      const powers = powersOfWorkflow(workflow, scene);
      if (!includes(own, powers)) continue;
      led.push(powers);
      emit({
        from: branch.id,
        to: workflow.id,
        kind: 'can-trigger',
        rule: 'github-branch-decides',
        verdict: 'allow',
        conditions: [],
        proof: [
          step(
            workflow.fact.ref,
            `${workflow.fact.path} runs as it stands on the ref that is pushed: ${pushWords(branch)} decides its trigger, permissions and steps.`,
          ),
        ],
      });
    }
    emitBeyond(branch, beyond(own, led), scene, emit);
  },
};

function emitBeyond(
  branch: Branch,
  powers: Powers,
  _scene: Scene,
  emit: Parameters<Rule['derive']>[2],
): void {
  const says = step(
    branch.ref,
    `${pushWords(branch)} can add a workflow there, with the permissions it needs.`,
  );
  for (const [to, { kind, outcome }] of powers) {
    const relation = relationOf(kind, 'github-branch-decides', branch, to, outcome, '');
    if (relation) emit({ ...relation, proof: [says, ...relation.proof].slice(0, 12) });
  }
}

function pushWords({ kind, name }: Branch): string {
  if (kind === 'existing') return `whoever pushes to "${name}"`;
  if (kind === 'fitting') return `whoever creates a branch that fits "${name}"`;
  return kind === 'new' ? 'whoever creates a branch' : 'whoever creates a tag';
}
