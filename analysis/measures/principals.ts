import type { InventoryRow } from '../../schema/inventory.ts';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';

/** Credentials that an identity of the inventory holds, and is listed with: they count with their holder. */
const HELD: ReadonlySet<EntityKind> = new Set(['aws-access-key', 'aws-login-profile', 'k8s-secret']);

/** Identities that authenticate themselves: credentials that another identity holds are left out, and what has none. */
export function authenticating(rows: readonly InventoryRow[]): readonly InventoryRow[] {
  return rows.filter(({ kind, credential }) => !HELD.has(kind) && credential !== 'none');
}

/** Identities that a workload runs with, and workflows, which are workload and identity at once. */
export function workloadIdentities(rows: readonly InventoryRow[]): readonly InventoryRow[] {
  return rows.filter(({ kind, workloads }) => workloads > 0 || kind === 'github-workflow');
}
