import { appId } from '../../github/ids.ts';
import { includes, powersOfPart, powersOfWorkflow } from '../../github/mint/powers.ts';
import { canRun } from '../../github/mint/runs-of-workflow.ts';
import { INPUT_TEXT, injectedInto } from '../../github/workflow-shapes.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

export const dispatch: Rule = {
  id: 'github-dispatch',
  title: 'Who starts a workflow writes its inputs',
  kind: 'can-trigger',
  techniques: ['T1677'],
  enables:
    'Where a script holds an input as it came, an app that may only start workflows decides what the script does.',
  fix: 'Pass inputs by environment variables, and do not give apps the permission to write Actions without need.',
  references: [
    'https://docs.github.com/en/actions/reference/security/secure-use#understanding-the-risk-of-script-injections',
  ],
  subject: 'workflow',
  derive(workflow, scene, emit) {
    const { fact, repository } = workflow;
    const { model } = fact;
    if (!canRun(workflow) || model === null) return;
    const trigger = model.triggers.find(({ event }) => event === 'workflow_dispatch');
    const weak = model.jobs.flatMap((job) =>
      job.steps.flatMap((each) => {
        const found = injectedInto(each, INPUT_TEXT);
        return found === null ? [] : [{ job, ...found }];
      }),
    );
    const [first] = weak;
    if (trigger === undefined || first === undefined) return;
    const part = powersOfPart(
      workflow,
      scene,
      (job, each) => each === trigger && weak.some((one) => one.job === job),
    );
    if (!includes(part, powersOfWorkflow(workflow, scene))) return;
    const { login } = repository.organization.fact;
    for (const app of repository.organization.installations) {
      if (app.suspended || app.permissions.actions !== 'write') continue;
      const steps = [
        step(app.ref, `The app ${app.slug} may start workflows.`),
        step(fact.ref, `${fact.path} puts ${first.code} into a script (line ${first.line}).`),
      ];
      const given: Outcome =
        app.repositories === 'all'
          ? HOLDS
          : conditional(
              `${repository.fact.name} is among the repositories that the app ${app.slug} was given`,
            );
      const outcome = all([{ ...HOLDS, steps }, given]);
      const relation = relationOf(
        'can-trigger',
        'github-dispatch',
        { id: appId(login, app.slug), ref: app.ref },
        workflow.id,
        outcome,
        '',
      );
      if (relation) emit(relation);
    }
  },
};

export const follows: Rule = {
  id: 'github-workflow-run',
  title: 'A workflow follows another and takes what it made',
  kind: 'can-trigger',
  techniques: ['T1677'],
  enables:
    'A workflow on workflow_run has secrets that the one before it had not; what it takes from it, it may run.',
  fix: 'Treat artifacts of the workflow before as data of outsiders: unpack them apart, and run nothing of them.',
  references: [
    'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run',
  ],
  subject: 'workflow',
  derive(workflow, scene, emit) {
    const { fact, repository } = workflow;
    const { model } = fact;
    if (!canRun(workflow) || model === null) return;
    const trigger = model.triggers.find(({ event }) => event === 'workflow_run');
    if (trigger === undefined) return;
    const taking = model.jobs.filter((job) =>
      job.steps.some(
        ({ uses, run }) =>
          /download-artifact/.test(uses ?? '') ||
          /gh\s+run\s+download|actions\/artifacts/.test(run?.text ?? ''),
      ),
    );
    if (taking.length === 0) return;
    const part = powersOfPart(workflow, scene, (job, each) => each === trigger && taking.includes(job));
    if (!includes(part, powersOfWorkflow(workflow, scene))) return;
    for (const before of repository.workflows) {
      if (!trigger.workflows.includes(before.fact.name) || before === workflow) continue;
      const outcome = conditional(
        `${fact.path} runs something of the artifact that ${before.fact.path} made`,
        [
          step(
            fact.ref,
            `${fact.path} follows "${before.fact.name}" (line ${trigger.line}) and takes its artifacts.`,
          ),
        ],
      );
      const about = { id: before.id, ref: before.fact.ref };
      const relation = relationOf('can-trigger', 'github-workflow-run', about, workflow.id, outcome, '');
      if (relation) emit(relation);
    }
  },
};
