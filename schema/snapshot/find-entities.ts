import type { Statements } from './statements.ts';
import type { EntityQuery } from './types.ts';

/** Longest fragment given to LIKE, which refuses patterns above 50,000 bytes. */
const LONGEST_PATTERN = 10_000;

interface Condition {
  readonly where: string;
  readonly values: readonly string[];
}

function condition(query: EntityQuery): Condition {
  const parts: string[] = [];
  const values: string[] = [];
  if (query.kind !== undefined) {
    parts.push('kind = ?');
    values.push(query.kind);
  }
  if (query.match !== undefined && query.match !== '') {
    if (query.match.length <= LONGEST_PATTERN) {
      parts.push(`(id LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')`);
      const pattern = `%${query.match.replace(/[\\%_]/g, '\\$&')}%`;
      values.push(pattern, pattern);
    } else {
      parts.push('(instr(lower(id), lower(?)) > 0 OR instr(lower(name), lower(?)) > 0)');
      values.push(query.match, query.match);
    }
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}

/**
 * Numbers of the entities a query asks for, by kind, then id. Upper and lower case are equal for ASCII letters only,
 * as in SQLite.
 */
export function findEntities(sql: Statements, query: EntityQuery): number[] {
  const { where, values } = condition(query);
  return sql(`SELECT number FROM entity ${where} ORDER BY kind, id LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, query.limit ?? -1, query.offset ?? 0) as number[];
}

export function countEntities(sql: Statements, query: EntityQuery): number {
  const { where, values } = condition(query);
  return sql(`SELECT count(*) FROM entity ${where}`)
    .pluck()
    .get(...values) as number;
}
