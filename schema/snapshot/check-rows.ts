import { TrustpathError } from '../errors.ts';
import type { AdmissionLimits } from './limits.ts';
import { META_SHAPES, ROW_SHAPES, type TableName } from './row-shapes.ts';
import { type Connection, statements } from './statements.ts';

const CHUNK = 1_000;
/** Tables whose numbers are positions, counted from 0 without a gap. */
const DENSE: ReadonlySet<TableName> = new Set(['entity', 'relation_type', 'proof_step', 'relation', 'graph']);
/** Tables that stay empty until sealing. */
const DERIVED: readonly TableName[] = ['entity', 'relation_type', 'proof_step', 'relation', 'graph'];

/** Checks every row of a file from someone else: counts, shapes, lengths. Throws `input-refused` with the first fault. */
export function checkRows(
  db: Connection,
  name: string,
  state: 'sealed' | 'unfinished',
  limits: AdmissionLimits,
): void {
  checkMeta(db, name, state);
  const sizes = countRows(db, name, limits);
  if (state === 'unfinished') {
    for (const table of DERIVED) {
      if (sizes[table] > 0) throw refused(name, `is unfinished, yet has rows in ${table}.`);
    }
  }
  const ids = new Set<string>();
  for (const table of Object.keys(ROW_SHAPES) as TableName[]) {
    walk(db, name, table, (row) => {
      if (table === 'entity') {
        const id = row.id as string;
        if (ids.has(id)) throw refused(name, `has two entities with the id ${JSON.stringify(id)}.`);
        ids.add(id);
      }
      if (table === 'relation') checkProof(name, row, sizes.proof_step);
    });
  }
}

const refused = (name: string, reason: string) => new TrustpathError('input-refused', `${name}: ${reason}`);

function checkMeta(db: Connection, name: string, state: 'sealed' | 'unfinished'): void {
  const rows = db.prepare('SELECT key, value FROM meta LIMIT 20').raw().all() as [string, string][];
  const parsed = META_SHAPES[state].safeParse(Object.fromEntries(rows));
  if (!parsed.success) throw refused(name, `table meta: ${firstFault(parsed.error)}.`);
}

function countRows(db: Connection, name: string, limits: AdmissionLimits): Record<TableName, number> {
  const caps: Record<TableName, number> = {
    source: limits.rows.sources,
    body: limits.rows.observations,
    call: limits.rows.calls,
    coverage: limits.rows.calls,
    entity: limits.rows.entities,
    relation_type: 10_000,
    proof_step: limits.rows.relations,
    relation: limits.rows.relations,
    graph: 100_000,
  };
  const sizes = {} as Record<TableName, number>;
  for (const table of Object.keys(caps) as TableName[]) {
    sizes[table] = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    if (sizes[table] > caps[table]) {
      throw refused(name, `has ${sizes[table]} rows in ${table}; at most ${caps[table]} are read.`);
    }
  }
  const bytes = db.prepare('SELECT total(size) FROM body').pluck().get() as number;
  if (bytes > limits.documentBytes) {
    throw refused(
      name,
      `its documents have ${bytes} bytes when decompressed; at most ${limits.documentBytes} are read.`,
    );
  }
  return sizes;
}

function walk(
  db: Connection,
  name: string,
  table: TableName,
  visit: (row: Record<string, unknown>) => void,
): void {
  const shape = ROW_SHAPES[table];
  const columns = Object.keys(shape.shape).join(', ');
  const chunk = statements(db)(
    `SELECT ${columns} FROM ${table} WHERE number > ? ORDER BY number LIMIT ${CHUNK}`,
  );
  let expected = 0;
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = chunk.all(after) as Record<string, unknown>[];
    for (const row of rows) {
      const parsed = shape.safeParse(row);
      if (!parsed.success)
        throw refused(name, `table ${table}, row ${String(row.number)}: ${firstFault(parsed.error)}.`);
      if (DENSE.has(table) && row.number !== expected++) {
        throw refused(name, `table ${table}: row ${expected - 1} is missing.`);
      }
      visit(row);
    }
    if (rows.length < CHUNK) return;
    after = rows[rows.length - 1]?.number as number;
  }
}

function checkProof(name: string, row: Record<string, unknown>, steps: number): void {
  for (const step of JSON.parse(row.proof as string) as number[]) {
    if (step >= steps)
      throw refused(
        name,
        `table relation, row ${row.number}: its proof has step ${step}, which is not there.`,
      );
  }
}

function firstFault(error: {
  readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[];
}): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : 'is malformed';
}
