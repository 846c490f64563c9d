import Database from 'better-sqlite3';
import type { GraphInput } from '../analysis/graph/build.ts';

/** The relations as an indexed SQLite table in memory, asked by recursive query. */
export interface SqlitePeer {
  /** Entities reached, the start included. */
  reach(from: number): number;
  /** Entities that reach any of the targets, the targets included. */
  exposure(targets: readonly number[]): number;
  close(): void;
}

export function sqlitePeer(input: GraphInput): SqlitePeer {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE edge (a INTEGER NOT NULL, b INTEGER NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO edge VALUES (?, ?)');
  database.transaction(() => {
    for (let relation = 0; relation < input.from.length; relation++) {
      insert.run(input.from[relation], input.to[relation]);
    }
  })();
  database.exec('CREATE INDEX edge_forward ON edge (a, b); CREATE INDEX edge_reverse ON edge (b, a)');
  const forward = database
    .prepare(
      `WITH RECURSIVE reached(id) AS (SELECT ? UNION SELECT edge.b FROM reached JOIN edge ON edge.a = reached.id)
       SELECT count(*) FROM reached`,
    )
    .pluck();
  const reverse = database
    .prepare(
      `WITH RECURSIVE reached(id) AS
         (SELECT value FROM json_each(?) UNION SELECT edge.a FROM reached JOIN edge ON edge.b = reached.id)
       SELECT count(*) FROM reached`,
    )
    .pluck();
  return {
    reach: (from) => Number(forward.get(from)),
    exposure: (targets) => Number(reverse.get(JSON.stringify(targets))),
    close: () => database.close(),
  };
}
