/** What a list of machine identities can be sorted by. */
export const INVENTORY_SORTS = [
  'name',
  'kind',
  'owner',
  'environment',
  'tier',
  'credential',
  'age',
  'lastUsed',
  'expires',
  'workloads',
  'unusedServices',
  'source',
] as const;
export type InventorySort = (typeof INVENTORY_SORTS)[number];

/** What a list of machine identities can be narrowed to, in words for people. */
export const INVENTORY_FILTERS = {
  'no-owner': 'No owner',
  static: 'Static credential',
  unused: 'Unused 90 days',
  expiring: 'Ends in 90 days',
  'tier-0': 'Tier 0',
} as const;
export type InventoryFilter = keyof typeof INVENTORY_FILTERS;
export const INVENTORY_FILTER_NAMES = Object.keys(INVENTORY_FILTERS) as InventoryFilter[];
