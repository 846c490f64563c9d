import type { InventoryRow } from '../../schema/inventory.ts';
import type { InventoryFilter, InventorySort } from '../../schema/inventory-list.ts';
import { isUnused, LONG } from './is-unused.ts';

export interface Arrangement {
  /** Part of a name, identifier or owner, whatever its case. */
  readonly match: string;
  readonly kind: InventoryRow['kind'] | null;
  /** All of these. */
  readonly only: readonly InventoryFilter[];
  /** None but these, by id; null: no matter. */
  readonly among: readonly string[] | null;
  readonly sort: { readonly by: InventorySort; readonly descending: boolean };
}

export interface Arranged {
  /** Places in the rows that were given. */
  readonly order: Uint32Array;
  /** How many are left out because of one of the filters it is not known whether they are so. */
  readonly unsure: number;
}

/** Answers of null: it is not known. `moment`: of what the row is from, in milliseconds. */
type Filter = (row: InventoryRow, moment: () => number | null) => boolean | null;

const FILTERS: Readonly<Record<InventoryFilter, Filter>> = {
  'no-owner': ({ owner }) => owner === null,
  static: ({ credential }) => (credential === null ? null : credential === 'static'),
  unused: (row, moment) => isUnused(row, moment()),
  expiring: ({ expires }, moment) => {
    if (expires === null) return null;
    if (expires === 'expired') return true;
    const end = Date.parse(expires);
    if (Number.isNaN(end)) return false;
    const now = moment();
    return now === null ? null : end - now <= LONG;
  },
  'tier-0': ({ tier }) => tier?.value === 0,
};

type Key = string | number | null;

const NEVER = '~';
const KEYS: Readonly<Record<InventorySort, (row: InventoryRow) => Key>> = {
  name: ({ name }) => name.toLowerCase(),
  kind: ({ kind }) => kind,
  owner: ({ owner }) => owner?.name.toLowerCase() ?? null,
  environment: ({ environment }) => environment?.name.toLowerCase() ?? null,
  tier: ({ tier }) => tier?.value ?? null,
  credential: ({ credential }) => credential,
  age: ({ ageDays }) => ageDays,
  // Never is longer ago than any time, and ends later than any.
  lastUsed: ({ lastUsed }) => (lastUsed === 'never' ? '' : lastUsed),
  expires: ({ expires }) => (expires === 'never' ? NEVER : expires === 'expired' ? '' : expires),
  workloads: ({ workloads }) => workloads,
  unusedServices: ({ privileges: { granted, used } }) =>
    granted === null || used === null ? null : granted - used,
  source: ({ source }) => source,
};

/** The rows that fit in the order asked for; what is not known stands last, whichever way. Equal ones stay in their order. */
export function arrangeInventory(
  rows: readonly InventoryRow[],
  { match, kind, only, among, sort }: Arrangement,
  momentOf: (row: InventoryRow) => number | null,
): Arranged {
  const wanted = match.trim().toLowerCase();
  const some = among && new Set(among);
  const fitting: number[] = [];
  let unsure = 0;
  for (const [at, row] of rows.entries()) {
    if (some && !some.has(row.id)) continue;
    if (kind !== null && row.kind !== kind) continue;
    if (wanted !== '' && !textOf(row).includes(wanted)) continue;
    const answers = only.map((filter) => FILTERS[filter](row, () => momentOf(row)));
    if (answers.includes(false)) continue;
    if (answers.includes(null)) unsure++;
    else fitting.push(at);
  }
  const keys = new Map(fitting.map((at) => [at, KEYS[sort.by](rows[at]!)]));
  const direction = sort.descending ? -1 : 1;
  fitting.sort((a, b) => {
    const [left, right] = [keys.get(a) ?? null, keys.get(b) ?? null];
    if (left === right) return a - b;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -direction : direction;
  });
  return { order: Uint32Array.from(fitting), unsure };
}

function textOf({ id, name, owner }: InventoryRow): string {
  return `${id}\n${name}\n${owner?.name ?? ''}`.toLowerCase();
}
