import type { InventoryRow } from '../../schema/inventory.ts';
import type { Found } from '../../schema/measures.ts';

/** A measure without a value, and why. */
export function notKnown(reason: string): Found {
  return { value: null, of: null, entities: [], also: [], unknown: reason };
}

/** Rows of which the question was answered with yes, no, or (null) not at all. */
export function split(rows: readonly InventoryRow[], answer: (row: InventoryRow) => boolean | null) {
  const yes: InventoryRow[] = [];
  let known = 0;
  for (const row of rows) {
    const is = answer(row);
    if (is !== null) known++;
    if (is) yes.push(row);
  }
  return { yes, known, unknown: rows.length - known };
}

/**
 * How many identities are so, of those of which it is known; as a number or as a share of them. Without a single one of
 * which it is known there is no value.
 *
 * @param what completes "Of N it is not known …"
 */
export function counted(
  rows: readonly InventoryRow[],
  answer: (row: InventoryRow) => boolean | null,
  as: 'number' | 'ratio',
  what: string,
): Found {
  if (rows.length === 0) return notKnown('The snapshot has no such identity.');
  const { yes, known, unknown } = split(rows, answer);
  if (known === 0) return notKnown(`Of none of ${rows.length} identities it is known ${what}.`);
  return {
    value: as === 'ratio' ? yes.length / known : yes.length,
    of: { part: yes.length, whole: known },
    entities: yes.map(({ id }) => id),
    also: [],
    unknown: unknown > 0 ? `Of ${unknown} of ${rows.length} identities it is not known ${what}.` : null,
  };
}
