import { containReachedInAws } from './aws.ts';
import { containReachedSecrets } from './kubernetes.ts';
import { commandLine, shellWord } from './shell.ts';
import type { ContainmentContext, Owner, Step } from './step.ts';
import { revoking, step } from './step.ts';

/**
 * Containing what builds and releases, once a stranger's code ran there (GitHub Docs, "Disabling and enabling a
 * workflow", "Canceling a workflow run", "REST API endpoints for GitHub Actions permissions" and "… for self-hosted
 * runners"; AWS CodeBuild User Guide, "Stop a build"). Null for an owner that is no such thing.
 */
export function containIntegration(owner: Owner, context: ContainmentContext): Step[] | null {
  const stop = stopIt(owner);
  if (stop === null) return null;
  return [
    ...stop,
    ...containReachedInAws(context.reached),
    ...containReachedSecrets(context.reached),
    ...secretsOf(owner),
    lookBack(owner),
    step(
      'Check for what would outlast it',
      'Workflow files, deploy keys, webhooks, secrets, runners and releases made or changed since, and what was published meanwhile.',
      null,
      owner.id,
    ),
    step(
      'Narrow what trusts it',
      'The trust of each role reached should ask for one repository and one protected branch or environment; the proof of each hop names the statement.',
    ),
  ];
}

function stopIt(owner: Owner): Step[] | null {
  const place = repositoryOf(owner.id);
  switch (owner.kind) {
    case 'github-workflow':
      return place === null ? null : stopWorkflow(owner, place);
    case 'github-repository':
      return place === null ? null : stopRepository(owner, place);
    case 'github-runner':
    case 'github-runner-group':
      return [stopRunners(owner)];
    case 'aws-codebuild-project':
      return [
        revoking(
          `Stop the builds of ${owner.name}`,
          'A build that goes on keeps the credentials of the project’s role. The number of each takes the place of ID.',
          `${commandLine('aws codebuild list-builds-for-project', [['project-name', owner.name]])} && aws codebuild stop-build --id ID`,
          owner.id,
        ),
      ];
    case 'aws-oidc-provider':
      return [
        revoking(
          `Take ${owner.name} out of the trust of the roles that it reaches`,
          'Until then whoever has its tokens opens new sessions. POLICY is the trust policy without the statement that admits it; keep the one before.',
          'aws iam update-assume-role-policy --role-name ROLE --policy-document file://POLICY',
          owner.id,
        ),
      ];
    default:
      return null;
  }
}

function stopWorkflow(owner: Owner, repository: string): Step[] {
  const { path } = owner.attributes;
  const file = typeof path === 'string' ? (path.split('/').at(-1) ?? owner.name) : owner.name;
  return [
    revoking(
      `Disable the workflow ${owner.name} of ${repository}`,
      'No new run starts, whoever pushes. It can be enabled again.',
      commandLine(`gh workflow disable ${shellWord(file)}`, [['repo', repository]]),
      owner.id,
    ),
    stopRuns(repository, [['workflow', file]]),
  ];
}

function stopRepository(owner: Owner, repository: string): Step[] {
  if (owner.attributes.defaultBranch === undefined)
    return [
      revoking(
        `Take ${repository} out of the workflows that use it`,
        'It belongs to somebody else: pin it to a commit of before, or leave the step out, on every branch that runs.',
        `gh search code ${shellWord(repository)} --filename .github/workflows`,
        owner.id,
      ),
      step(
        'Stop the runs that used it',
        'A run that goes on keeps its token and its cloud role; each repository that used it has some.',
      ),
    ];
  return [
    revoking(
      `Turn Actions off for ${repository}`,
      'No workflow of it starts any more, on no branch. It can be turned on again.',
      `gh api --method PUT ${shellWord(`/repos/${repository}/actions/permissions`)} -F enabled=false`,
      owner.id,
    ),
    stopRuns(repository, []),
  ];
}

function stopRuns(repository: string, options: readonly (readonly [string, string])[]): Step {
  const where = [['repo', repository]] as const;
  return revoking(
    'Stop its runs',
    'A run that goes on keeps its token and its cloud role. The number of each takes the place of ID.',
    `${commandLine('gh run list', [...options, ...where])} && ${commandLine('gh run cancel ID', where)}`,
  );
}

function stopRunners(owner: Owner): Step {
  const repository = repositoryOf(owner.id);
  const [, org = ''] = /^github:\/\/([^/]+)/.exec(owner.id) ?? [];
  const place =
    owner.kind === 'github-runner' && repository !== null
      ? `/repos/${repository}/actions/runners`
      : `/orgs/${org}/actions/runners`;
  return revoking(
    `Take ${owner.name} offline`,
    'Stop the machine from outside and keep its disk; then remove its registration, whose number takes the place of ID. Every job that ran on it since may have been read or changed.',
    `gh api ${shellWord(place)} && gh api --method DELETE ${shellWord(`${place}/ID`)}`,
    owner.id,
  );
}

function secretsOf(owner: Owner): Step[] {
  const repository = repositoryOf(owner.id);
  if (repository === null || owner.kind === 'github-runner-group') return [];
  return [
    revoking(
      `Change the secrets that workflows of ${repository} can read`,
      'Code in a job can print the secrets that the job is given, and others by a job of its own.',
      commandLine('gh secret list', [['repo', repository]]),
    ),
  ];
}

function lookBack(owner: Owner): Step {
  const repository = repositoryOf(owner.id);
  return step(
    'Look at what it did',
    'Every run since: who started it, from which branch, what it published; and the sessions of cloud roles that it opened.',
    repository === null || owner.kind === 'github-runner-group'
      ? null
      : commandLine('gh run list', [
          ['repo', repository],
          ['limit', '100'],
        ]),
    owner.id,
  );
}

/** `ORG/REPO` of what is a repository or belongs to one. */
function repositoryOf(id: string): string | null {
  const [, org, repo] = /^github:\/\/([^/]+)\/([^/]+)/.exec(id) ?? [];
  return org === undefined || repo === undefined ? null : `${org}/${repo}`;
}
