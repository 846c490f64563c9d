import type { Json, JsonObject } from '../../../schema/json.ts';
import { commandLine, shellWord } from '../../containment/shell.ts';
import { changeWords } from '../../scenario/change-words.ts';
import { environmentOf } from '../../scenario/changes/github-environments.ts';
import { workflowOf } from '../../scenario/changes/github-workflows.ts';
import type { PlanContext, StepOf } from '../plan-step.ts';

export const setWorkflowPermissionsStep: StepOf<'set-workflow-permissions'> = (change, context) => {
  const { fact } = workflowOf(change.workflow, context.configuration);
  const { before, after } = context.around(fact.ref);
  const repo = `${fact.organization}/${fact.repository}`;
  const branch = 'narrower-permissions';
  return {
    stage: 'repair',
    title: changeWords(change),
    note: 'It holds for branches that have the change: whoever may push a branch decides what stands there.',
    document: { name: fact.path, before, after },
    commands: [
      `git switch --create ${branch}`,
      `git commit --message ${shellWord(changeWords(change))} -- ${shellWord(fact.path)}`,
      `git push --set-upstream origin ${branch}`,
      commandLine('gh pr create --fill', [['repo', repo]]),
    ],
    test: [
      'actionlint',
      commandLine(`gh workflow run ${shellWord(fact.path.slice(fact.path.lastIndexOf('/') + 1))}`, [
        ['repo', repo],
        ['ref', branch],
      ]),
      'The log of a run says under "Set up job" which permissions its token has.',
    ],
    rollback: ['git revert HEAD'],
  };
};

export const disableWorkflowStep: StepOf<'disable-workflow'> = (change, context) => {
  const { fact } = workflowOf(change.workflow, context.configuration);
  const repo = `${fact.organization}/${fact.repository}`;
  const file = shellWord(fact.path.slice(fact.path.lastIndexOf('/') + 1));
  const gh = (verb: string) => commandLine(`gh workflow ${verb} ${file}`, [['repo', repo]]);
  return {
    stage: 'stop',
    title: changeWords(change),
    note: 'Runs that are under way go on; another file on another branch is another workflow.',
    commands: [gh('disable'), commandLine('gh run list --status in_progress', [['repo', repo]])],
    test: [commandLine(`gh run list --workflow ${file} --limit 20`, [['repo', repo]])],
    rollback: [gh('enable')],
  };
};

export const setEnvironmentReviewersStep: StepOf<'set-environment-reviewers'> = (change, context) =>
  environmentStep(change, context, (own) => ({
    ...own,
    prevent_self_review: change.preventSelfReview ?? own.prevent_self_review ?? false,
    reviewers: change.reviewers.map(reviewerOf),
  }));

export const setEnvironmentBranchesStep: StepOf<'set-environment-branches'> = (change, context) => {
  const { branches } = change;
  const step = environmentStep(change, context, (own) => ({
    ...own,
    deployment_branch_policy:
      branches === 'all'
        ? null
        : {
            protected_branches: branches === 'protected',
            custom_branch_policies: branches !== 'protected',
          },
  }));
  if (typeof branches === 'string') return step;
  const { repository, environment } = environmentOf(change.environment, context.configuration);
  const at = `repos/${repository.organization}/${repository.name}/environments/${encodeURIComponent(environment.name)}/deployment-branch-policies`;
  return {
    ...step,
    commands: [
      ...step.commands,
      ...branches.map(
        (name) => `gh api --method POST ${shellWord(at)} --raw-field ${shellWord(`name=${name}`)}`,
      ),
      `gh api ${shellWord(at)} --jq ${shellWord('.branch_policies[] | "\\(.id) \\(.name)"')} # delete those that are not meant: gh api --method DELETE …/ID`,
    ],
  };
};

/** GitHub takes the settings of an environment as a whole, so that those that stay have to be said again. */
function environmentStep(
  change: Parameters<typeof changeWords>[0] & { readonly environment: string },
  context: PlanContext,
  edit: (own: JsonObject) => JsonObject,
) {
  const { environment, repository } = environmentOf(change.environment, context.configuration);
  const { rules } = environment;
  const own: JsonObject = {
    wait_timer: rules.waitMinutes,
    prevent_self_review: rules.preventsSelfReview,
    reviewers: rules.reviewers.map(reviewerOf),
    deployment_branch_policy:
      rules.branchPolicy.kind === 'none'
        ? null
        : {
            protected_branches: rules.branchPolicy.kind === 'protected',
            custom_branch_policies: rules.branchPolicy.kind === 'custom',
          },
  };
  const next = edit(own);
  const at = `repos/${repository.organization}/${repository.name}/environments/${encodeURIComponent(environment.name)}`;
  const file = `environment-${environment.name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.json`;
  const put = (name: string) => `gh api --method PUT ${shellWord(at)} --input ${shellWord(name)}`;
  const named = [...(next.reviewers as readonly JsonObject[]), ...rules.reviewers.map(reviewerOf)];
  const who = [...new Set(named.map(({ id }) => String(id)))].map((word) =>
    idCommand(word, repository.organization),
  );
  return {
    stage: 'repair' as const,
    title: changeWords(change),
    note:
      who.length === 0
        ? ''
        : 'Reviewers stand in the file by number: the first commands tell them, and each takes the place of its words.',
    document: { name: file, before: own as Json, after: next as Json },
    commands: [...who, put(file)],
    test: [
      `gh api ${shellWord(at)}`,
      commandLine(`gh run list --limit 20`, [['repo', `${repository.organization}/${repository.name}`]]),
    ],
    rollback: [put(`before-${file}`)],
  };
}

function reviewerOf({ kind, name }: { readonly kind: 'user' | 'team'; readonly name: string }): JsonObject {
  return { type: kind === 'team' ? 'Team' : 'User', id: `NUMBER OF ${kind} ${name}` };
}

function idCommand(words: string, org: string): string {
  const [, kind, name = ''] = /^NUMBER OF (user|team) (.*)$/.exec(words) ?? [];
  const at = kind === 'team' ? `orgs/${org}/teams/${name}` : `users/${name}`;
  return `gh api ${shellWord(at)} --jq .id # ${shellWord(words)}`;
}

export const setTokenPermissionsStep: StepOf<'set-token-permissions'> = (change, context) => {
  const { github } = context.configuration.estates;
  const organization = github.organizations.find(({ id }) => id === change.of);
  const before =
    organization?.fact.workflowDefaults ??
    [...github.repositories.values()].find(({ id }) => id === change.of)?.fact.workflowDefaults;
  const own = change.of.slice('github://'.length);
  const at = `${organization ? 'orgs' : 'repos'}/${own}/actions/permissions/workflow`;
  const set = (level: string) =>
    `gh api --method PUT ${shellWord(at)} --raw-field default_workflow_permissions=${level} --field can_approve_pull_request_reviews=${before?.approvesPullRequests ?? false}`;
  return {
    stage: 'repair',
    title: changeWords(change),
    note: 'Workflows that say their permissions are not concerned; those that push, comment or release without saying so fail.',
    commands: [set(change.permissions)],
    test: [
      `gh api ${shellWord(at)}`,
      organization
        ? `gh search code --owner ${shellWord(own)} --filename .yml permissions # files that say theirs`
        : commandLine('gh run list --limit 20', [['repo', own]]),
    ],
    rollback: [set(before?.permissions ?? 'read')],
  };
};
