import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';

/** All that a snapshot holds: the bytes of the file, and every document unpacked. */
export function contentsOf(path: string): string {
  const db = new Database(path, { readonly: true });
  const bodies = db.prepare('SELECT data, size FROM body').all() as { data: Buffer; size: number }[];
  db.close();
  const documents = bodies.map(({ data, size }) =>
    (data.length === size ? data : inflateSync(data)).toString('utf8'),
  );
  return [readFileSync(path).toString('latin1'), ...documents].join('\n');
}
