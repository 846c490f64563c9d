import { createHash } from 'node:crypto';
import { type Connection, statements } from './statements.ts';

interface DigestedTable {
  readonly name: string;
  /** In the order in which their values stand in a line. */
  readonly columns: readonly string[];
}

/**
 * What the digest covers, in order. Bodies and graph parts are covered by the hash of their content, so that the
 * digest does not depend on how they are compressed. `meta` comes first and leaves out the digest itself.
 */
export const DIGESTED_TABLES: readonly DigestedTable[] = [
  {
    name: 'source',
    columns: ['id', 'kind', 'principal', 'account', 'collector', 'started_at', 'ended_at', 'clock_offset_ms'],
  },
  { name: 'body', columns: ['sha256', 'size'] },
  {
    name: 'call',
    columns: [
      'source',
      'operation',
      'region',
      'page',
      'status',
      'http_status',
      'request_id',
      'started_at',
      'ended_at',
      'body',
      'original_sha256',
      'redactions',
      'endpoint',
      'parameters',
    ],
  },
  {
    name: 'coverage',
    columns: ['source', 'operation', 'region', 'status', 'items', 'calls', 'reason', 'kinds'],
  },
  {
    name: 'entity',
    columns: ['kind', 'id', 'name', 'source', 'collected', 'tier', 'body', 'pointer', 'attributes'],
  },
  { name: 'relation_type', columns: ['kind', 'rule', 'verdict'] },
  { name: 'proof_step', columns: ['body', 'pointer', 'says'] },
  { name: 'relation', columns: ['from_entity', 'to_entity', 'type', 'proof', 'conditions'] },
  { name: 'graph', columns: ['name', 'part', 'type', 'sha256'] },
];

/** Rows that SQLite joins into one text before it is hashed. */
const BLOCK = 512;

/**
 * The digest of a snapshot's content: SHA-256 over one line `table sha256` for each table, where the table's hash is
 * over one line of JSON for each row (docs/snapshot-format.md has it as a shell script). Independent of page layout,
 * compression and indexes. Returns `sha256:` and 64 hex digits.
 */
export function contentDigest(db: Connection): string {
  const whole = createHash('sha256');
  whole.update(`meta ${metaHash(db)}\n`);
  for (const table of DIGESTED_TABLES) whole.update(`${table.name} ${tableHash(db, table)}\n`);
  return `sha256:${whole.digest('hex')}`;
}

function metaHash(db: Connection): string {
  const hash = createHash('sha256');
  const rows = statements(db)(`SELECT json_array(key, value) FROM meta WHERE key <> 'digest' ORDER BY key`);
  for (const line of rows.pluck().all() as string[]) hash.update(`${line}\n`);
  return hash.digest('hex');
}

function tableHash(db: Connection, table: DigestedTable): string {
  const hash = createHash('sha256');
  const range = db.prepare(`SELECT min(number), max(number) FROM ${table.name}`).raw().get() as [
    number | null,
    number | null,
  ];
  let [next, last] = range;
  // The block's rows are joined and encoded inside SQLite: five million rows never become JavaScript strings.
  const block = db
    .prepare<[number, number]>(
      `SELECT CAST(group_concat(line, char(10)) AS BLOB), max(number), count(*) FROM (
         SELECT number, json_array(number, ${table.columns.join(', ')}) AS line FROM ${table.name}
         WHERE number BETWEEN ? AND ? ORDER BY number LIMIT ${BLOCK})`,
    )
    .raw();
  while (next !== null && last !== null && next <= last) {
    const [lines, reached, rows] = block.get(next, last) as [Uint8Array | null, number | null, number];
    if (lines === null || reached === null || rows === 0) break;
    hash.update(lines).update('\n');
    next = reached + 1;
  }
  return hash.digest('hex');
}
