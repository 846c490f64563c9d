import type { InventoryRow } from '../../schema/inventory.ts';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';

/** Credentials that an identity of the inventory holds, and is listed with: they count with their holder. */
const HELD: ReadonlySet<EntityKind> = new Set(['aws-access-key', 'aws-login-profile', 'k8s-secret']);

/** Keys and tokens; passwords are none. An app stands for its private keys. */
const KEYS: ReadonlySet<EntityKind> = new Set([
  'aws-access-key',
  'k8s-secret',
  'github-deploy-key',
  'github-app',
  'github-token-grant',
]);

export function keysAmong(rows: readonly InventoryRow[]): readonly InventoryRow[] {
  return rows.filter(({ kind }) => KEYS.has(kind));
}

/** Users whose keys were not listed, in words: that they have none is not known. Null where there are none of them. */
export function usersUntold(rows: readonly InventoryRow[]): string | null {
  const users = rows.filter(({ kind, credential }) => kind === 'aws-user' && credential === null).length;
  return users > 0 ? `Of ${users} users it is not known whether they have keys.` : null;
}

/** Identities that authenticate themselves: credentials that another identity holds are left out, and what has none. */
export function authenticating(rows: readonly InventoryRow[]): readonly InventoryRow[] {
  return rows.filter(({ kind, credential }) => !HELD.has(kind) && credential !== 'none');
}

/** Identities that a workload runs with, and workflows, which are workload and identity at once. */
export function workloadIdentities(rows: readonly InventoryRow[]): readonly InventoryRow[] {
  return rows.filter(({ kind, workloads }) => workloads > 0 || kind === 'github-workflow');
}
