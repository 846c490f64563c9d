import type Database from 'better-sqlite3';

export type Connection = Database.Database;
export type Value = string | number | null | Uint8Array;

/** Prepares each statement once, when it is first used. */
export function statements(db: Connection) {
  const prepared = new Map<string, Database.Statement<Value[]>>();
  return (sql: string): Database.Statement<Value[]> => {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = db.prepare<Value[]>(sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
}
export type Statements = ReturnType<typeof statements>;
