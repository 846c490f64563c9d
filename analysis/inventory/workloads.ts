import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import type { Lookup } from './lookup.ts';
import type { InventoryScene } from './scene.ts';

const RUNS: ReadonlySet<RelationKind> = new Set(['runs-as']);

const ASSUMES: ReadonlySet<RelationKind> = new Set(['can-assume']);

/**
 * How many workloads run with an identity; of a role also those of service accounts that assume it. Of Kubernetes, what
 * makes pods counts once, however many pods it makes.
 */
export function workloadsOf(entity: EntityRow, scene: InventoryScene, lookup: Lookup): number {
  const account = lookup.serviceAccounts.get(entity.id);
  if (!account) {
    const own = scene
      .from(entity, RUNS)
      .filter(({ kind }) => ENTITY_KINDS[kind].colour === 'workload').length;
    if (entity.kind !== 'aws-role') return own;
    const accounts = scene.from(entity, ASSUMES).filter(({ id }) => lookup.serviceAccounts.has(id));
    return accounts.reduce((sum, each) => sum + workloadsOf(each, scene, lookup), own);
  }
  return lookup.runningAs(account);
}
