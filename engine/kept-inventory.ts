import { estatesOf } from '../analysis/estates.ts';
import { type Arranged, type Arrangement, arrangeInventory } from '../analysis/inventory/arrange.ts';
import { inventoryOf } from '../analysis/inventory/inventory-of.ts';
import { momentOf } from '../analysis/inventory/times.ts';
import { declinedKey } from '../schema/case/declined-key.ts';
import type { InventoryRow } from '../schema/inventory.ts';
import type { Session } from './sessions.ts';

interface Kept {
  readonly marks: ReturnType<Session['marks']>;
  readonly declined: ReturnType<Session['declined']>;
  readonly rows: readonly InventoryRow[];
  arranged: { readonly as: string; readonly found: Arranged } | null;
}

const kept = new WeakMap<Session, Kept>();

/** The machine identities of a session: counted again when its case says something else, kept until then. */
export function inventoryRows(session: Session, signal: AbortSignal): readonly InventoryRow[] {
  return keptOf(session, signal).rows;
}

/** The same, narrowed and sorted; the latest arrangement is kept, so that its pages are read from it. */
export function arrangedInventory(
  session: Session,
  arrangement: Arrangement,
  signal: AbortSignal,
): { readonly rows: readonly InventoryRow[]; readonly found: Arranged } {
  const now = keptOf(session, signal);
  const as = JSON.stringify(arrangement);
  if (now.arranged?.as !== as) {
    const estates = estatesOf(session.reader);
    const sources = new Map(session.reader.sources().map((source) => [source.id, source]));
    const found = arrangeInventory(now.rows, arrangement, (row) => momentOf(row, estates, sources));
    now.arranged = { as, found };
  }
  return { rows: now.rows, found: now.arranged.found };
}

function keptOf(session: Session, signal: AbortSignal): Kept {
  session.requireSealed();
  const [marks, declined] = [session.marks(), session.declined()];
  const before = kept.get(session);
  if (before?.marks === marks && before.declined === declined) return before;
  const rows = inventoryOf(session.reader, {
    marks,
    tierOf: (entity) => session.tierOf(entity),
    graph: session.graph(),
    isDeclined: (entity, { mark, value }) => declined.has(declinedKey({ entity, mark, value })),
    signal,
  });
  const now: Kept = { marks, declined, rows, arranged: null };
  kept.set(session, now);
  return now;
}
