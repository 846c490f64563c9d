import { containReachedInAws } from './aws.ts';
import { commandLine, shellWord } from './shell.ts';
import type { ContainmentContext, Owner, Step } from './step.ts';
import { revoking, step } from './step.ts';

/** Containing a deploy key of the snapshot (GitHub Docs, "Managing deploy keys", "Remediating a leaked secret"). */
export function containDeployKey(owner: Owner, context: ContainmentContext): Step[] {
  const { org, repo } = /^github:\/\/(?<org>[^/]+)\/(?<repo>[^/]+)\//.exec(owner.id)?.groups ?? {};
  const full = `${org}/${repo}`;
  const writes = owner.attributes.readOnly === false;
  return [
    revoking(
      `Delete the deploy key ${owner.name} of ${full}`,
      'The key stops working at once, for whoever holds it. The list names it by a number, which takes the place of ID.',
      `${commandLine('gh repo deploy-key list', [['repo', full]])} && ${commandLine('gh repo deploy-key delete ID', [['repo', full]])}`,
      owner.id,
    ),
    ...(writes
      ? [
          step(
            'Look at what was pushed with it',
            'Branches, tags and workflow files made or changed since the leak, and the runs they started. A push with a deploy key is told by no person’s name.',
            `gh api --paginate ${shellWord(`/repos/${full}/activity?per_page=100`)}`,
            owner.id,
          ),
          revoking(
            'Stop the runs that those pushes started',
            'A run that goes on keeps its token and its cloud role. The runs of the last days are listed; the number of each takes the place of ID.',
            `${commandLine('gh run list', [['repo', full]])} && ${commandLine('gh run cancel ID', [['repo', full]])}`,
          ),
          ...containReachedInAws(context.reached),
          revoking(
            `Change the secrets that workflows of ${full} can read`,
            'Whoever can push a workflow can print the secrets it may use: those of the repository, of its environments without reviewers, and of the organization that are open to it.',
            commandLine('gh secret list', [['repo', full]]),
          ),
        ]
      : [
          step(
            'Take the code as read',
            'The key reads the repository and nothing else: what stands in it and its history is to be taken as known, secrets in it included.',
          ),
        ]),
    step(
      'Replace it with something narrower',
      'A key that only reads, a GitHub App with an expiring token, or a workflow that needs no key; and rules that protect every branch and the workflow files.',
    ),
  ];
}
