import { estatesOf } from '../analysis/estates.ts';
import { type Arranged, type Arrangement, arrangeInventory } from '../analysis/inventory/arrange.ts';
import { inventorySteps } from '../analysis/inventory/inventory-of.ts';
import { momentOf } from '../analysis/inventory/times.ts';
import { sharedSteps } from '../analysis/steps.ts';
import { declinedKey } from '../schema/case/declined-key.ts';
import type { InventoryRow } from '../schema/inventory.ts';
import { type Session, tierBy } from './sessions.ts';

/** A session with what its case says at one time: what is counted with it does not change while somebody counts. */
export interface SaidNow {
  readonly session: Session;
  readonly marks: ReturnType<Session['marks']>;
  readonly declined: ReturnType<Session['declined']>;
}

const latest = new WeakMap<Session, SaidNow>();

/** What the case of a session says now: the same object until it says something else. */
export function saidNow(session: Session): SaidNow {
  const before = latest.get(session);
  const [marks, declined] = [session.marks(), session.declined()];
  if (before?.marks === marks && before.declined === declined) return before;
  const now: SaidNow = { session, marks, declined };
  latest.set(session, now);
  return now;
}

/** The machine identities of a session with what its case says; counted once for all who ask. */
export const inventoryCounted = sharedSteps(function* ({ session, marks, declined }: SaidNow) {
  session.requireSealed();
  const rows: readonly InventoryRow[] = yield* inventorySteps(session.reader, {
    marks,
    tierOf: (entity) => tierBy(marks, entity),
    graph: session.graph(),
    isDeclined: (entity, { mark, value }) => declined.has(declinedKey({ entity, mark, value })),
  });
  return rows;
});

const arrangements = new WeakMap<
  readonly InventoryRow[],
  { readonly as: string; readonly found: Arranged }
>();

/** The machine identities of a session: counted again when its case says something else, kept until then. */
export function inventoryRows(
  session: Session,
  signal: AbortSignal,
  onDoing?: (what: string) => void,
): Promise<readonly InventoryRow[]> {
  return session.take(inventoryCounted(saidNow(session)), signal, onDoing);
}

/** The same, narrowed and sorted; the latest arrangement is kept, so that its pages are read from it. */
export async function arrangedInventory(
  session: Session,
  arrangement: Arrangement,
  signal: AbortSignal,
  onDoing?: (what: string) => void,
): Promise<{ readonly rows: readonly InventoryRow[]; readonly found: Arranged }> {
  const rows = await inventoryRows(session, signal, onDoing);
  const as = JSON.stringify(arrangement);
  let arranged = arrangements.get(rows);
  if (arranged?.as !== as) {
    const estates = estatesOf(session.reader);
    const sources = new Map(session.reader.sources().map((source) => [source.id, source]));
    const found = arrangeInventory(rows, arrangement, (row) => momentOf(row, estates, sources));
    arranged = { as, found };
    arrangements.set(rows, arranged);
  }
  return { rows, found: arranged.found };
}
