import type { Workflow } from '../../github/estate/estate.ts';
import { includes, powersOfPart, powersOfWorkflow } from '../../github/mint/powers.ts';
import { canRun } from '../../github/mint/runs-of-workflow.ts';
import { type Weakness, weaknesses } from '../../github/workflow-shapes.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

export const outsiders: Rule = {
  id: 'github-outsider-runs-code',
  title: 'A proposal of anyone runs with the repository’s power',
  kind: 'can-trigger',
  techniques: ['T1677', 'T1195.001'],
  enables:
    'Workflows on pull_request_target, comments and issues run with secrets and a writing token; where they run or interpolate what the proposal holds, its author has both.',
  fix: 'Never check out or run what is proposed in such a workflow; pass text of outsiders by environment variables; do privileged work in a second workflow that takes only data.',
  references: [
    'https://docs.github.com/en/actions/reference/security/secure-use#understanding-the-risk-of-script-injections',
    'https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/',
  ],
  subject: 'workflow',
  derive(workflow, scene, emit) {
    const { model } = workflow.fact;
    if (!canRun(workflow) || model === null) return;
    const weak = weaknesses(model);
    const [first] = weak;
    if (first === undefined) return;
    const part = powersOfPart(workflow, scene, (job, trigger) =>
      weak.some((each) => each.job === job && each.trigger === trigger),
    );
    const outcome = reached(workflow, first);
    const from = { id: 'internet', ref: workflow.fact.ref };
    const relate = (kind: 'can-trigger' | 'can-assume' | 'uses-secret', to: string, whole: Outcome) => {
      const relation = relationOf(kind, 'github-outsider-runs-code', from, to, whole, '');
      if (relation) emit(relation);
    };
    if (includes(part, powersOfWorkflow(workflow, scene))) {
      relate('can-trigger', workflow.id, outcome);
      return;
    }
    // Other jobs of the workflow obtain more than the weak ones do.
    for (const [to, power] of part) relate(power.kind, to, all([outcome, power.outcome]));
  },
};

/** Whether outsiders reach the weak place. Who may open a pull request or comment, depends on who sees the repository. */
export function reached({ fact, repository }: Workflow, { trigger, says }: Weakness): Outcome {
  const where = step(fact.ref, `${fact.path} on ${trigger.event} (line ${trigger.line}): ${says}.`);
  const { visibility, name } = repository.fact;
  if (visibility === 'public') return { ...HOLDS, steps: [where] };
  const who =
    visibility === null ? `${name} is public, or the attacker may read it` : `the attacker may read ${name}`;
  return conditional(who, [where]);
}
