import type { InventoryRow } from '../../schema/inventory.ts';

/** What a person decides: these three are read back. Empty is not decided. */
export const DECIDED = ['owner', 'environment', 'tier'] as const;

type Cell = string | number | null;

/** The columns of the file in order. What was decided stands apart from what is proposed, with the reason beside it. */
export const COLUMNS: readonly (readonly [name: string, of: (row: InventoryRow) => Cell])[] = [
  ['id', (row) => row.id],
  ['kind', (row) => row.kind],
  ['name', (row) => row.name],
  ['owner', (row) => (row.owner?.assigned ? row.owner.name : null)],
  ['environment', (row) => (row.environment?.confirmed ? row.environment.name : null)],
  ['tier', (row) => (row.tier?.confirmed ? row.tier.value : null)],
  ['owner_proposed', (row) => (row.owner?.assigned ? null : (row.owner?.name ?? null))],
  ['owner_evidence', (row) => row.claims.map(({ says }) => says).join(' ') || null],
  ['environment_proposed', (row) => (row.environment?.confirmed ? null : (row.environment?.name ?? null))],
  ['environment_reasons', (row) => row.environment?.reasons.join(' ') ?? null],
  ['tier_proposed', (row) => (row.tier?.confirmed ? null : (row.tier?.value ?? null))],
  ['tier_reasons', (row) => row.tier?.reasons.join(' ') ?? null],
  ['credential', (row) => row.credential],
  ['created', (row) => row.created],
  ['age_days', (row) => row.ageDays],
  ['last_used', (row) => row.lastUsed],
  ['expires', (row) => row.expires],
  ['workloads', (row) => row.workloads],
  ['services_granted', (row) => row.privileges.granted],
  ['services_used', (row) => row.privileges.used],
  ['wildcard', (row) => (row.privileges.wildcard === null ? null : row.privileges.wildcard ? 'yes' : 'no')],
  ['unknown', (row) => row.unknown.map(({ field, reason }) => `${field}: ${reason}`).join(' ') || null],
];
