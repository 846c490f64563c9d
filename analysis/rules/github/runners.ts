import type { Organization, Repository, Workflow } from '../../github/estate/estate.ts';
import { partId, runnerGroupId } from '../../github/ids.ts';
import { canRun } from '../../github/mint/runs-of-workflow.ts';
import type { RunnerFact, RunnerGroupFact } from '../../github/read/facts.ts';
import type { JobModel, RunsOn } from '../../github/read/workflow/model.ts';
import { conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

/** Where jobs of a workflow run that are not GitHub's own machines. */
export interface RunnerPlace {
  readonly id: string;
  readonly name: string;
  readonly ref: RunnerFact['ref'];
  readonly runners: readonly RunnerFact[];
  readonly job: JobModel;
  readonly on: RunsOn;
}

export function runnerPlaces(workflow: Workflow): readonly RunnerPlace[] {
  const { repository } = workflow;
  return (workflow.fact.model?.jobs ?? []).flatMap((job) => {
    const on = job.runsOn;
    if (on === null || on.labels.some((label) => label.includes('${{'))) return [];
    return [...groupPlaces(repository.organization, repository, on), ...ownPlaces(repository, on)].map(
      (place) => ({
        ...place,
        job,
        on,
      }),
    );
  });
}

function groupPlaces(organization: Organization, repository: Repository, on: RunsOn) {
  return organization.runnerGroups
    .filter((group) => admits(group, repository) && (on.group === null || on.group === group.name))
    .map((group) => ({
      id: runnerGroupId(organization.fact.login, group.name),
      name: group.name,
      ref: group.ref,
      runners: (group.runners ?? []).filter((runner) => fits(runner, on)),
    }))
    .filter(({ runners }) => runners.length > 0);
}

function ownPlaces({ fact, organization }: Repository, on: RunsOn) {
  if (on.group !== null) return [];
  return (fact.runners ?? [])
    .filter((runner) => fits(runner, on))
    .map((runner) => ({
      id: partId(organization.fact.login, fact.name, 'runner', runner.name),
      name: runner.name,
      ref: runner.ref,
      runners: [runner],
    }));
}

/** Every label that the job names must be the runner's. */
function fits(runner: RunnerFact, { labels }: RunsOn): boolean {
  const own = new Set(runner.labels.map((each) => each.toLowerCase()));
  return labels.every((label) => own.has(label.toLowerCase()));
}

function admits(group: RunnerGroupFact, { fact }: Repository): boolean {
  if (fact.visibility === 'public' && !group.allowsPublic) return false;
  if (group.visibility === 'private') return fact.visibility !== 'public';
  if (group.visibility === 'all') return true;
  return group.repositories?.some((each) => each.toLowerCase() === fact.name.toLowerCase()) ?? false;
}

export const runsOn: Rule = {
  id: 'github-runs-on',
  title: 'A workflow runs on a machine of one’s own',
  kind: 'can-take-over',
  techniques: ['T1677', 'T1611'],
  enables: 'A job can leave something behind on a runner that is kept, for the jobs that come after it.',
  fix: 'Use runners that live for one job, and groups that admit only the repositories that need them.',
  references: [
    'https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
  ],
  subject: 'workflow',
  derive(workflow, _scene, emit) {
    if (!canRun(workflow)) return;
    const { fact } = workflow;
    for (const place of runnerPlaces(workflow)) {
      const steps = [
        step(
          fact.ref,
          `Job "${place.job.id}" of ${fact.path} runs on ${place.name} (line ${place.on.line}).`,
        ),
      ];
      const kept = place.runners.some(({ ephemeral }) => ephemeral === false);
      const outcome: Outcome = kept
        ? { ...HOLDS, steps }
        : conditional(`runners of ${place.name} are kept from one job to the next`, steps);
      const there = relationOf(
        'can-take-over',
        'github-runs-on',
        { id: workflow.id, ref: fact.ref },
        place.id,
        outcome,
        '',
      );
      if (there) emit(there);
      const back = relationOf('can-take-over', 'github-runs-on', place, workflow.id, outcome, '');
      if (back) emit(back);
    }
  },
};
