import Database from 'better-sqlite3';
import { FORMATS } from './migrations/list.ts';
import type { Connection } from './statements.ts';

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

const READ_SCHEMA = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name';
const expected = new Map<string, readonly SchemaObject[]>();

/** What a file of this version must contain: made in memory, so that it is SQLite's own record of our layout. */
function expectedObjects(version: number, state: 'sealed' | 'unfinished'): readonly SchemaObject[] {
  const key = `${version} ${state}`;
  let objects = expected.get(key);
  if (!objects) {
    const layout = FORMATS[version - 1]!;
    const db = new Database(':memory:');
    for (const statement of layout.tables) db.exec(statement);
    if (state === 'sealed') for (const statement of layout.indexes) db.exec(statement);
    objects = db.prepare(READ_SCHEMA).all() as SchemaObject[];
    db.close();
    expected.set(key, objects);
  }
  return objects;
}

/** The first way in which a file's tables, indexes, views and triggers differ from ours, as a sentence; else null. */
export function schemaDifference(
  db: Connection,
  version: number,
  state: 'sealed' | 'unfinished',
): string | null {
  const wanted = new Map(expectedObjects(version, state).map((object) => [object.name, object]));
  const found = db.prepare(READ_SCHEMA).all() as SchemaObject[];
  for (const object of found) {
    const ours = wanted.get(object.name);
    if (!ours) return `contains the ${object.type} "${object.name}", which no snapshot has`;
    if (JSON.stringify(ours) !== JSON.stringify(object)) {
      return `declares the ${object.type} "${object.name}" in another way than a snapshot does`;
    }
    wanted.delete(object.name);
  }
  const missing = wanted.values().next().value;
  return missing ? `lacks the ${missing.type} "${missing.name}"` : null;
}
