import { readFileSync, statSync } from 'node:fs';
import { DECIDED } from '../../evidence/inventory/columns.ts';
import { readInventory } from '../../evidence/inventory/read-inventory.ts';
import { writeInventory } from '../../evidence/inventory/write-inventory.ts';
import type { SingleMark } from '../../schema/case/action.ts';
import type { CaseState } from '../../schema/case/state.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { arrangedInventory, inventoryRows } from '../kept-inventory.ts';
import { measuredWithEntities } from '../measured.ts';
import { doing, type RequestContext } from '../request-context.ts';
import type { Session } from '../sessions.ts';

const LARGEST_FILE = 256 * 1024 * 1024;
/** What one action of a case takes. */
const MOST_MARKS = 10_000;
const BY_NAME = { by: 'name', descending: false } as const;

export async function inventoryRequest(
  input: ParsedInput<'inventory'>,
  { sessions, signal, onProgress }: RequestContext,
): Promise<Output<'inventory'>> {
  const session = sessions.get(input.handle);
  const rows = await inventoryRows(session, signal, doing('inventory', onProgress));
  return { rows: [...rows], gaps: session.reader.info().counts.gaps };
}

export async function listInventory(
  {
    handle,
    match = '',
    kind,
    only = [],
    behind,
    sort = BY_NAME,
    offset,
    limit,
  }: ParsedInput<'inventory.list'>,
  { sessions, signal, onProgress }: RequestContext,
): Promise<Output<'inventory.list'>> {
  const session = sessions.get(handle);
  const among = behind === undefined ? null : await behindMeasure(session, behind, signal);
  const asked = { match, kind: kind ?? null, only, among, sort };
  const { rows, found } = await arrangedInventory(session, asked, signal, doing('inventory', onProgress));
  const counts = new Map<InventoryRow['kind'], number>();
  for (const row of rows) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
  return {
    rows: Array.from(found.order.subarray(offset, offset + limit), (at) => rows[at]!),
    total: found.order.length,
    unsure: found.unsure,
    kinds: [...counts].map(([each, count]) => ({ kind: each, count })),
    gaps: session.reader.info().counts.gaps,
  };
}

/** Throws `usage` where no measure of snapshots has this id. */
async function behindMeasure(session: Session, id: string, signal: AbortSignal): Promise<readonly string[]> {
  session.requireSealed();
  const all = await measuredWithEntities(session, signal);
  const measure = all.find((each) => each.id === id);
  if (!measure) throw new TrustpathError('usage', `No measure of snapshots is ${JSON.stringify(id)}.`);
  return measure.entities;
}

export async function exportInventory(
  input: ParsedInput<'inventory.export'>,
  { sessions, signal }: RequestContext,
): Promise<Output<'inventory.export'>> {
  const rows = await inventoryRows(sessions.get(input.handle), signal);
  return { text: writeInventory(rows, input.format), rows: rows.length };
}

export function previewInventory(
  input: ParsedInput<'inventory.preview'>,
  { sessions }: RequestContext,
): Output<'inventory.preview'> {
  const session = sessions.get(input.handle);
  session.requireSealed();
  const { rows, changes } = changesIn(input.path, session.reader, session.marks());
  return {
    rows,
    changes: changes.map(({ entity: { id, kind, name }, mark, before, after }) => ({
      entity: id,
      kind,
      name,
      mark,
      before,
      after,
    })),
  };
}

export function applyInventory(
  input: ParsedInput<'inventory.apply'>,
  context: RequestContext,
): Output<'inventory.apply'> {
  const { reader } = context.sessions.get(input.handle);
  const opened = context.cases.get(input.case);
  const { changes } = changesIn(input.path, reader, opened.state.marks);
  const marks = changes.map(
    ({ entity, mark, after }) => ({ entity: entity.id, mark, value: after }) as SingleMark,
  );
  if (marks.length > 0) {
    opened.apply({ do: 'mark-all', marks }, new Date().toISOString());
    context.cases.spread(input.case);
  }
  return { marks: marks.length, entities: new Set(changes.map(({ entity }) => entity.id)).size };
}

interface InventoryChange {
  readonly entity: EntityRow;
  readonly mark: (typeof DECIDED)[number];
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** What a file says that is not so yet. */
function changesIn(
  path: string,
  reader: SnapshotReader,
  marks: CaseState['marks'],
): { readonly rows: number; readonly changes: readonly InventoryChange[] } {
  const rows = readInventory(readFile(path), path);
  const changes: InventoryChange[] = [];
  for (const { line, id, ...values } of rows) {
    const entity = reader.entityById(id);
    if (!entity)
      throw new TrustpathError(
        'input-refused',
        `${path}, line ${line}: there is no entity ${JSON.stringify(id)} in the snapshot.`,
      );
    const now = marks.get(id) ?? {};
    for (const mark of DECIDED) {
      const [before, after] = [now[mark] ?? null, values[mark]];
      if (after !== undefined && after !== before) changes.push({ entity, mark, before, after });
    }
  }
  if (changes.length > MOST_MARKS)
    throw new TrustpathError(
      'input-refused',
      `${path}: says ${changes.length} things that the case does not; at most ${MOST_MARKS} are taken at once.`,
    );
  return { rows: rows.length, changes };
}

function readFile(path: string): string {
  try {
    if (statSync(path).size > LARGEST_FILE) throw new Error('is too large');
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TrustpathError(
      'input-unreadable',
      `${path}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
