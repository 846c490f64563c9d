import Database from 'better-sqlite3';
import type { GraphInput } from '../analysis/graph/build.ts';
import { decodeGraph, encodeGraph, GRAPH_BLOB_NAMES } from '../analysis/graph/codec.ts';
import type { Graph } from '../analysis/graph/graph.ts';
import { readGraphPart, writeGraph } from '../schema/snapshot/graph-parts.ts';
import { statements } from '../schema/snapshot/statements.ts';

/** A file with a graph as rows, and as a sealed snapshot stores it, and nothing else of a snapshot. */
export function writeGraphFile(path: string, input: GraphInput, graph: Graph): void {
  const database = new Database(path);
  database.exec(`
    CREATE TABLE edge (a INTEGER NOT NULL, b INTEGER NOT NULL, verdict INTEGER NOT NULL) STRICT;
    CREATE TABLE graph (number INTEGER PRIMARY KEY, name TEXT, part INTEGER, type TEXT, sha256 BLOB, data BLOB);
    CREATE TABLE counts (entities INTEGER NOT NULL, relations INTEGER NOT NULL) STRICT`);
  database.transaction(() => {
    database.prepare('INSERT INTO counts VALUES (?, ?)').run(graph.entityCount, graph.relationCount);
    const edge = database.prepare('INSERT INTO edge VALUES (?, ?, ?)');
    for (let relation = 0; relation < input.from.length; relation++) {
      edge.run(input.from[relation], input.to[relation], input.verdict[relation]);
    }
    writeGraph(statements(database), encodeGraph(graph));
  })();
  database.close();
}

export function openGraphFile(path: string): Graph {
  const database = new Database(path, { readonly: true });
  try {
    const counts = database.prepare('SELECT entities, relations FROM counts').get() as {
      entities: number;
      relations: number;
    };
    const sql = statements(database);
    const blobs = Object.fromEntries(GRAPH_BLOB_NAMES.map((name) => [name, readGraphPart(sql, name)]));
    return decodeGraph(blobs, { entityCount: counts.entities, relationCount: counts.relations });
  } finally {
    database.close();
  }
}
