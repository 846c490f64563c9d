import type { Statements, Value } from './statements.ts';

/** Values bound to one statement; SQLite takes 32,766, and more than this brings nothing. */
const VALUES_A_STATEMENT = 1_200;

/**
 * Inserts rows many to a statement, which is several times faster than one by one. Rows are numbered from 0 in the
 * order in which they are added, into a table that is empty. `add` takes a row's other values in the order of the
 * columns; `flush` writes the rest.
 */
export function bulkInsert(sql: Statements, table: string, columns: readonly string[]) {
  const rowsAStatement = Math.floor(VALUES_A_STATEMENT / columns.length);
  const limit = rowsAStatement * columns.length;
  const row = `(${columns.map(() => '?').join(', ')})`;
  const into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
  const full = sql(into + new Array(rowsAStatement).fill(row).join(', '));
  const one = sql(into + row);
  const pending: Value[] = new Array(limit).fill(null);
  let filled = 0;
  let begun = false;
  return {
    add(values: readonly Value[]): void {
      if (!begun) {
        // SQLite gives the next number itself, cheaper than binding it; only 0 must be said.
        sql(`INSERT INTO ${table} (number, ${columns.join(', ')}) VALUES (0, ${row.slice(1)}`).run(...values);
        begun = true;
        return;
      }
      for (const value of values) pending[filled++] = value;
      if (filled < limit) return;
      full.run(pending as unknown as Value);
      filled = 0;
    },
    flush(): void {
      for (let at = 0; at < filled; at += columns.length) one.run(...pending.slice(at, at + columns.length));
      filled = 0;
    },
  };
}
