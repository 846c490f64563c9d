import Database from 'better-sqlite3';
import type { GraphInput } from '../analysis/graph/build.ts';
import { decodeGraph, encodeGraph } from '../analysis/graph/codec.ts';
import type { Graph } from '../analysis/graph/graph.ts';

/** Bytes in one stored piece of an array, as in a sealed snapshot: a few megabytes. */
const PIECE = 4 * 2 ** 20;

/** A file with a graph as rows and as stored arrays, and nothing else of a snapshot. */
export function writeGraphFile(path: string, input: GraphInput, graph: Graph): void {
  const database = new Database(path);
  database.exec(`
    CREATE TABLE edge (a INTEGER NOT NULL, b INTEGER NOT NULL, verdict INTEGER NOT NULL) STRICT;
    CREATE TABLE piece (name TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (name, at)) STRICT;
    CREATE TABLE length (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;
    CREATE TABLE counts (entities INTEGER NOT NULL, relations INTEGER NOT NULL) STRICT`);
  database.transaction(() => {
    database.prepare('INSERT INTO counts VALUES (?, ?)').run(graph.entityCount, graph.relationCount);
    const edge = database.prepare('INSERT INTO edge VALUES (?, ?, ?)');
    for (let relation = 0; relation < input.from.length; relation++) {
      edge.run(input.from[relation], input.to[relation], input.verdict[relation]);
    }
    const piece = database.prepare('INSERT INTO piece VALUES (?, ?, ?)');
    for (const [name, numbers] of Object.entries(encodeGraph(graph))) {
      database.prepare('INSERT INTO length VALUES (?, ?)').run(name, numbers.byteLength);
      const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      for (let at = 0; at < bytes.length; at += PIECE) piece.run(name, at, bytes.subarray(at, at + PIECE));
    }
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
    const lengths = database.prepare('SELECT name, bytes FROM length').all() as {
      name: string;
      bytes: number;
    }[];
    const pieces = database.prepare('SELECT at, bytes FROM piece WHERE name = ? ORDER BY at');
    const blobs: Record<string, Int32Array> = {};
    for (const { name, bytes } of lengths) {
      const whole = new Uint8Array(bytes);
      for (const piece of pieces.iterate(name) as IterableIterator<{ at: number; bytes: Buffer }>) {
        whole.set(piece.bytes, piece.at);
      }
      blobs[name] = new Int32Array(whole.buffer);
    }
    return decodeGraph(blobs, { entityCount: counts.entities, relationCount: counts.relations });
  } finally {
    database.close();
  }
}
