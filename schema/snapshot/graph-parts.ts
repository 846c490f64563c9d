import { sha256 } from './body.ts';
import { GRAPH_PART_BYTES } from './format.ts';
import type { Statements } from './statements.ts';
import type { GraphBlobs } from './types.ts';

/** Stores each array in parts, little-endian, in the order of the names. */
export function writeGraph(sql: Statements, graph: GraphBlobs): void {
  const insert = sql('INSERT INTO graph (number, name, part, type, sha256, data) VALUES (?, ?, ?, ?, ?, ?)');
  let number = 0;
  for (const [name, array] of Object.entries(graph)) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const type = array instanceof Int32Array ? 'int32' : 'uint8';
    for (let start = 0, part = 0; start === 0 || start < bytes.length; start += GRAPH_PART_BYTES, part++) {
      const data = bytes.subarray(start, start + GRAPH_PART_BYTES);
      insert.run(number++, name, part, type, sha256(data), data);
    }
  }
}

export function readGraphPart(sql: Statements, name: string): Int32Array | Uint8Array | null {
  const parts = sql('SELECT number, type, length(data) FROM graph WHERE name = ? ORDER BY part')
    .raw(true)
    .all(name) as [number, 'int32' | 'uint8', number][];
  const first = parts[0];
  if (!first) return null;
  const bytes = new Uint8Array(parts.reduce((total, [, , length]) => total + length, 0));
  let at = 0;
  for (const [number, , length] of parts) {
    bytes.set(sql('SELECT data FROM graph WHERE number = ?').pluck().get(number) as Uint8Array, at);
    at += length;
  }
  return first[1] === 'int32' ? new Int32Array(bytes.buffer, 0, bytes.length >> 2) : bytes;
}
