import { TrustpathError } from '../../schema/errors.ts';
import type { Adjacency, Graph } from './graph.ts';

/** Raised when the meaning of the arrays changes; an older number is refused rather than misread. */
const LAYOUT = 1;

const NAMES = {
  header: 'graph.header',
  forward: { bounds: 'forward.bounds', neighbours: 'forward.neighbours', relations: 'forward.relations' },
  reverse: { bounds: 'reverse.bounds', neighbours: 'reverse.neighbours', relations: 'reverse.relations' },
} as const;

/** Names of the arrays that a sealed snapshot stores for its graph. */
export const GRAPH_BLOB_NAMES: readonly string[] = [
  NAMES.header,
  ...Object.values(NAMES.forward),
  ...Object.values(NAMES.reverse),
];

/** The graph as named arrays to store; nothing is copied. The header holds layout, entities, relations and edges. */
export function encodeGraph(graph: Graph): Record<string, Int32Array | Uint8Array> {
  return {
    [NAMES.header]: Int32Array.of(LAYOUT, graph.entityCount, graph.relationCount, graph.edgeCount),
    [NAMES.forward.bounds]: graph.forward.bounds,
    [NAMES.forward.neighbours]: graph.forward.neighbours,
    [NAMES.forward.relations]: graph.forward.relations,
    [NAMES.reverse.bounds]: graph.reverse.bounds,
    [NAMES.reverse.neighbours]: graph.reverse.neighbours,
    [NAMES.reverse.relations]: graph.reverse.relations,
  };
}

/**
 * Reads stored arrays back and checks every number in them, so that no question can be led outside an array or
 * around in circles by a damaged or hostile file. Nothing is copied. That the edges are the relations of the tables
 * is what the seal's digest and verification say.
 *
 * @param blobs arrays by the names of {@link encodeGraph}
 * @param expected what the snapshot's tables hold
 * @throws TrustpathError `input-refused`, naming the array, the place and the reason
 */
export function decodeGraph(
  blobs: Readonly<Record<string, Int32Array | Uint8Array | null | undefined>>,
  expected: { readonly entityCount: number; readonly relationCount: number },
): Graph {
  const header = numbers(blobs, NAMES.header, 4);
  if (header[0] !== LAYOUT) {
    throw refused(NAMES.header, `layout ${header[0]} is not the layout ${LAYOUT} that this version reads`);
  }
  const { entityCount, relationCount } = expected;
  if (header[1] !== entityCount || header[2] !== relationCount) {
    throw refused(
      NAMES.header,
      `says ${header[1]} entities and ${header[2]} relations, but the tables hold ${entityCount} and ${relationCount}`,
    );
  }
  const edgeCount = header[3]!;
  if (edgeCount < 0 || edgeCount > relationCount) {
    throw refused(NAMES.header, `says ${edgeCount} edges of ${relationCount} relations`);
  }
  const forward = adjacency(blobs, NAMES.forward, entityCount, relationCount, edgeCount);
  const reverse = adjacency(blobs, NAMES.reverse, entityCount, relationCount, edgeCount);
  return { entityCount, relationCount, edgeCount, forward, reverse };
}

function adjacency(
  blobs: Readonly<Record<string, Int32Array | Uint8Array | null | undefined>>,
  names: { readonly bounds: string; readonly neighbours: string; readonly relations: string },
  entityCount: number,
  relationCount: number,
  edgeCount: number,
): Adjacency {
  const bounds = numbers(blobs, names.bounds, 3 * entityCount + 1);
  const neighbours = numbers(blobs, names.neighbours, edgeCount);
  const relations = numbers(blobs, names.relations, edgeCount);
  if (bounds[0] !== 0) throw refused(names.bounds, `starts at ${bounds[0]} instead of 0`);
  if (bounds[bounds.length - 1] !== edgeCount) {
    throw refused(names.bounds, `ends at ${bounds[bounds.length - 1]} instead of ${edgeCount}`);
  }
  checkNeverFalls(names.bounds, bounds);
  checkBelow(names.neighbours, neighbours, entityCount);
  checkBelow(names.relations, relations, relationCount);
  return { bounds, neighbours, relations };
}

function numbers(
  blobs: Readonly<Record<string, Int32Array | Uint8Array | null | undefined>>,
  name: string,
  length: number,
): Int32Array {
  const blob = Object.hasOwn(blobs, name) ? blobs[name] : undefined;
  if (!(blob instanceof Int32Array)) throw refused(name, 'is missing or not an array of 32-bit numbers');
  if (blob.length !== length) throw refused(name, `holds ${blob.length} numbers instead of ${length}`);
  return blob;
}

// The two checks gather the sign of every comparison without branching, and look for the place only on failure.

function checkNeverFalls(name: string, bounds: Int32Array): void {
  let wrong = 0;
  let before = 0;
  for (let i = 0; i < bounds.length; i++) {
    const bound = bounds[i]!;
    wrong |= bound | (bound - before);
    before = bound;
  }
  if (wrong >= 0) return;
  const at = bounds.findIndex((bound, i) => bound < 0 || (i > 0 && bound < bounds[i - 1]!));
  throw refused(name, `falls to ${bounds[at]} at ${at}`);
}

function checkBelow(name: string, values: Int32Array, limit: number): void {
  let wrong = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    wrong |= value | (limit - 1 - value);
  }
  if (wrong >= 0) return;
  const at = values.findIndex((value) => value < 0 || value >= limit);
  throw refused(name, `holds ${values[at]} at ${at}, outside 0 to ${limit - 1}`);
}

function refused(name: string, reason: string): TrustpathError {
  return new TrustpathError('input-refused', `The stored graph cannot be used: ${name} ${reason}.`, {
    details: { array: name },
  });
}
