import { AWS_SERVICES } from '../../collectors/aws/registry.ts';
import { GITHUB_OPERATIONS } from '../../collectors/github/registry.ts';
import { KUBERNETES_RESOURCES } from '../../collectors/kubernetes/registry.ts';
import type { Output } from '../../schema/contract.ts';

/** Every call that collecting makes, from the registries that the collectors themselves go by. */
export function collectReads(): Output<'collect.reads'> {
  return {
    aws: AWS_SERVICES.flatMap(({ operations }) =>
      operations.map(({ operation, permission }) => ({ operation, permission })),
    ),
    kubernetes: KUBERNETES_RESOURCES.map(({ group, resource }) => ({
      operation: group === '' ? resource : `${resource}.${group}`,
      permission: 'list',
    })),
    github: GITHUB_OPERATIONS.map(({ operation, permission }) => ({ operation, permission })),
  };
}
