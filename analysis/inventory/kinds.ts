import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';

/** Kinds of entity that act by themselves or let others act. People, groups, policies and data are none. */
const MACHINES: ReadonlySet<EntityKind> = new Set([
  'aws-user',
  'aws-role',
  'aws-access-key',
  'aws-login-profile',
  'aws-lambda-function',
  'aws-ec2-instance',
  'aws-ecs-task-definition',
  'aws-codebuild-project',
  'aws-cloudformation-stack',
  'aws-glue-dev-endpoint',
  'aws-glue-job',
  'aws-sagemaker-notebook',
  'aws-state-machine',
  'aws-apprunner-service',
  'aws-batch-job-definition',
  'aws-eks-node-group',
  'k8s-service-account',
  'k8s-controller',
  'github-workflow',
  'github-deploy-key',
  'github-app',
  'github-runner',
  'github-runner-group',
  'github-token-grant',
]);

export function isMachineIdentity({ kind, collected, attributes }: EntityRow): boolean {
  if (!collected) return false;
  // Of a cluster's secrets, those that are tokens.
  if (kind === 'k8s-secret') return attributes.type === 'kubernetes.io/service-account-token';
  return MACHINES.has(kind) && attributes.assumed !== true;
}
