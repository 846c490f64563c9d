import type { InventoryRow } from '../../schema/inventory.ts';

const DAY = 24 * 60 * 60 * 1_000;
/** Days without use after which an identity is called unused, and before an end in which it is near. */
export const LONG_DAYS = 90;
export const LONG = LONG_DAYS * DAY;

/** Whether an identity was not used for a long time before a moment; what was never used, once it is old enough to have been. */
export function isUnused(
  { lastUsed, created }: Pick<InventoryRow, 'lastUsed' | 'created'>,
  moment: number | null,
): boolean | null {
  const last = lastUsed === 'never' ? created : lastUsed;
  const at = last === null ? Number.NaN : Date.parse(last);
  return moment === null || Number.isNaN(at) ? null : moment - at > LONG;
}
