import { readFileSync, statSync } from 'node:fs';
import { inventoryOf } from '../../analysis/inventory/inventory-of.ts';
import { DECIDED } from '../../evidence/inventory/columns.ts';
import { readInventory } from '../../evidence/inventory/read-inventory.ts';
import { writeInventory } from '../../evidence/inventory/write-inventory.ts';
import type { SingleMark } from '../../schema/case/action.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { RequestContext } from '../request-context.ts';

const LARGEST_FILE = 256 * 1024 * 1024;
/** What one action of a case takes. */
const MOST_MARKS = 10_000;

export function inventoryRequest(
  input: ParsedInput<'inventory'>,
  context: RequestContext,
): Output<'inventory'> {
  const { reader } = context.sessions.get(input.handle);
  return { rows: rowsOf(input.handle, context), gaps: reader.info().counts.gaps };
}

export function exportInventory(
  input: ParsedInput<'inventory.export'>,
  context: RequestContext,
): Output<'inventory.export'> {
  const rows = rowsOf(input.handle, context);
  return { text: writeInventory(rows, input.format), rows: rows.length };
}

export function applyInventory(
  input: ParsedInput<'inventory.apply'>,
  context: RequestContext,
): Output<'inventory.apply'> {
  const { reader } = context.sessions.get(input.handle);
  const opened = context.cases.get(input.case);
  const rows = readInventory(readFile(input.path), input.path);
  const marks: SingleMark[] = [];
  const entities = new Set<string>();
  for (const { line, id, ...values } of rows) {
    if (!reader.entityById(id))
      throw new TrustpathError(
        'input-refused',
        `${input.path}, line ${line}: there is no entity ${JSON.stringify(id)} in the snapshot.`,
      );
    const now = opened.state.marks.get(id) ?? {};
    for (const mark of DECIDED) {
      const value = values[mark];
      if (value === undefined || value === (now[mark] ?? null)) continue;
      marks.push({ entity: id, mark, value } as SingleMark);
      entities.add(id);
    }
  }
  if (marks.length > MOST_MARKS)
    throw new TrustpathError(
      'input-refused',
      `${input.path}: says ${marks.length} things that the case does not; at most ${MOST_MARKS} are taken at once.`,
    );
  if (marks.length > 0) {
    opened.apply({ do: 'mark-all', marks }, new Date().toISOString());
    context.cases.spread(input.case);
  }
  return { marks: marks.length, entities: entities.size };
}

function rowsOf(handle: string, { sessions, signal }: RequestContext): InventoryRow[] {
  const session = sessions.get(handle);
  session.requireSealed();
  return inventoryOf(session.reader, {
    marks: session.marks(),
    tierOf: (entity) => session.tierOf(entity),
    graph: session.graph(),
    signal,
  });
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
