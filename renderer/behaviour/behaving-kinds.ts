import type { EntityRecord } from '../../schema/contract.ts';

const KINDS: ReadonlySet<EntityRecord['kind']> = new Set([
  'aws-user',
  'aws-role',
  'aws-access-key',
  'k8s-service-account',
  'k8s-user',
]);

/** Whether logs could tell what an entity did. */
export function mayBehave({ kind }: Pick<EntityRecord, 'kind'>): boolean {
  return KINDS.has(kind);
}
