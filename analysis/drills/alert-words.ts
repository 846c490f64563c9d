import type { DrillKind } from '../../schema/case/drill-kinds.ts';
import { ENTITY_KINDS, type EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';

type Named = Pick<EntityRow, 'kind' | 'name' | 'attributes'>;

/** How a drill begins, by kind of what the attacker begins with. */
const ALERTS: Readonly<Partial<Record<EntityKind, (name: string, of: Named) => string>>> = {
  'aws-access-key': (name) => `The access key ${name} was found where strangers can read it.`,
  'aws-user': (name) =>
    `An access key of the user ${name} was found where strangers can read it. Which keys the user has was not collected: that there is one is taken for granted in this drill.`,
  'aws-role': (name) =>
    `Temporary credentials of the role ${name} were read out of something that runs with it.`,
  'k8s-service-account': (name) => `A token of the service account ${name} was read out of a pod.`,
  'k8s-secret': (name) => `The token in the secret ${name} was copied.`,
  'github-deploy-key': (name) => `The private half of the deploy key ${name} is in a stranger’s hands.`,
  'github-token-grant': (name) =>
    `The personal access token that has the grant ${name} is in a stranger’s hands.`,
  'github-app': (name) => `The private key of the GitHub App ${name} is in a stranger’s hands.`,
  'exposed-secret': (name) => `The credential that a scanner found in ${name} has been used by a stranger.`,
  'github-workflow': (name) => `A stranger’s code ran in a job of the workflow ${name}.`,
  'github-repository': (name, { attributes }) =>
    attributes.defaultBranch === undefined
      ? `A release of ${name}, which workflows use, carries a stranger’s code.`
      : `A stranger decides what stands in the repository ${name} and in its settings.`,
  'github-runner': (name) => `A stranger’s code ran on the self-hosted runner ${name} and may still.`,
  'github-runner-group': (name) => `A stranger’s code ran on a runner of the group ${name} and may still.`,
  'aws-codebuild-project': (name) => `A build of the project ${name} ran a stranger’s code.`,
  'aws-oidc-provider': (name) => `A stranger has jobs of their own run that get tokens of ${name}.`,
};

/** What the team is told at the beginning; it names where the attacker begins and nothing further. */
export function alertWords(kind: DrillKind, entity: Named): string {
  const alert = ALERTS[entity.kind];
  if (alert) return alert(entity.name, entity);
  const what = `${ENTITY_KINDS[entity.kind].label} ${entity.name}`;
  return kind === 'ci-compromise'
    ? `A stranger’s code ran in the ${what}.`
    : `A credential of the ${what} is in a stranger’s hands.`;
}
