import type { Adjacency, Graph } from './graph.ts';

export interface GraphInput {
  readonly entityCount: number;
  /** Entity at each end, by relation number. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 0 allow, 1 conditional, 2 unknown, by relation number. */
  readonly verdict: Uint8Array;
  /** 1 where the relation's kind can be followed by an attacker, else 0; such relations do not become edges. */
  readonly traversable: Uint8Array;
}

/**
 * Builds both directions. Relations that only describe are left out, so no question can walk along one.
 *
 * @throws RangeError where the input contradicts itself (a mistake in the caller, never in a file)
 */
export function buildGraph(input: GraphInput): Graph {
  checkInput(input);
  const { entityCount, from, to, verdict, traversable } = input;
  const relationCount = from.length;

  // Counting sorts, one after another, each keeping the order of the one before: by end, then by start and verdict.
  const starts = new Int32Array(entityCount + 1);
  let edgeCount = 0;
  for (let relation = 0; relation < relationCount; relation++) {
    if (traversable[relation] === 0) continue;
    edgeCount++;
    const at = to[relation]! + 1;
    starts[at] = starts[at]! + 1;
  }
  for (let entity = 0; entity < entityCount; entity++)
    starts[entity + 1] = starts[entity + 1]! + starts[entity]!;
  const byEnd = new Int32Array(edgeCount);
  for (let relation = 0; relation < relationCount; relation++) {
    if (traversable[relation] === 0) continue;
    const at = starts[to[relation]!]!;
    byEnd[at] = relation;
    starts[to[relation]!] = at + 1;
  }

  const forward = rows(entityCount, byEnd, from, to, verdict);
  // Read row by row, the forward edges are in order of start: what the reverse rows need.
  const reverse = rows(entityCount, forward.relations, to, from, verdict);
  return { entityCount, relationCount, edgeCount, forward, reverse };
}

function rows(
  entityCount: number,
  order: Int32Array,
  own: Int32Array,
  other: Int32Array,
  verdict: Uint8Array,
): Adjacency {
  const bounds = new Int32Array(3 * entityCount + 1);
  for (let i = 0; i < order.length; i++) {
    const at = 3 * own[order[i]!]! + verdict[order[i]!]! + 1;
    bounds[at] = bounds[at]! + 1;
  }
  for (let part = 0; part < 3 * entityCount; part++) bounds[part + 1] = bounds[part + 1]! + bounds[part]!;
  const free = bounds.slice(0, 3 * entityCount);
  const neighbours = new Int32Array(order.length);
  const relations = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const relation = order[i]!;
    const part = 3 * own[relation]! + verdict[relation]!;
    const at = free[part]!;
    free[part] = at + 1;
    neighbours[at] = other[relation]!;
    relations[at] = relation;
  }
  return { bounds, neighbours, relations };
}

function checkInput(input: GraphInput): void {
  const { entityCount, from, to, verdict, traversable } = input;
  const count = from.length;
  if (to.length !== count || verdict.length !== count || traversable.length !== count) {
    throw new RangeError(
      `relations disagree in number: ${count} from, ${to.length} to, ${verdict.length} verdicts, ${traversable.length} traversable`,
    );
  }
  for (let relation = 0; relation < count; relation++) {
    const a = from[relation]!;
    const b = to[relation]!;
    if (a < 0 || a >= entityCount || b < 0 || b >= entityCount) {
      throw new RangeError(
        `relation ${relation} joins entities ${a} and ${b}, but there are ${entityCount} entities`,
      );
    }
    if (verdict[relation]! > 2) throw new RangeError(`relation ${relation} has verdict ${verdict[relation]}`);
  }
}
