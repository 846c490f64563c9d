import type { GraphInput } from './build.ts';
import type { Adjacency, Graph } from './graph.ts';

/**
 * The graph of an input in which a few relations differ from those the graph was built from: what building it anew gives,
 * for the price of copying.
 *
 * @param slots numbers of the relations that may differ, ascending and each once: also those that only one of the inputs has
 * @throws RangeError where the entities differ
 */
export function patchGraph(graph: Graph, before: GraphInput, after: GraphInput, slots: Int32Array): Graph {
  if (before.entityCount !== after.entityCount) throw new RangeError('the entities are not the same');
  const gone = slots.filter((relation) => before.traversable[relation] === 1);
  const come = slots.filter((relation) => after.traversable[relation] === 1);
  const forward = patched(graph.forward, edgesOf(before, gone, 'from'), edgesOf(after, come, 'from'));
  const reverse = patched(graph.reverse, edgesOf(before, gone, 'to'), edgesOf(after, come, 'to'));
  return {
    entityCount: after.entityCount,
    relationCount: after.from.length,
    edgeCount: graph.edgeCount - gone.length + come.length,
    forward,
    reverse,
  };
}

interface Edge {
  readonly part: number;
  readonly neighbour: number;
  readonly relation: number;
}

/** The edges that relations are in one direction, in the order of rows. */
function edgesOf(input: GraphInput, relations: Int32Array, side: 'from' | 'to'): readonly Edge[] {
  const [own, other] = side === 'from' ? [input.from, input.to] : [input.to, input.from];
  return Array.from(relations, (relation) => ({
    part: 3 * own[relation]! + input.verdict[relation]!,
    neighbour: other[relation]!,
    relation,
  })).sort(inRowOrder);
}

function inRowOrder(a: Edge, b: Edge): number {
  return a.part - b.part || a.neighbour - b.neighbour || a.relation - b.relation;
}

function patched(old: Adjacency, gone: readonly Edge[], come: readonly Edge[]): Adjacency {
  const count = old.neighbours.length - gone.length + come.length;
  const neighbours = new Int32Array(count);
  const relations = new Int32Array(count);
  const bounds = shifted(old.bounds, gone, come);
  let [read, write] = [0, 0];
  const keepUntil = (end: number) => {
    neighbours.set(old.neighbours.subarray(read, end), write);
    relations.set(old.relations.subarray(read, end), write);
    write += end - read;
    read = end;
  };
  for (let [g, c] = [0, 0]; g < gone.length || c < come.length; ) {
    const [leaving, coming] = [gone[g], come[c]];
    if (coming && (!leaving || inRowOrder(coming, leaving) <= 0)) {
      keepUntil(placeOf(old, coming));
      neighbours[write] = coming.neighbour;
      relations[write] = coming.relation;
      write++;
      c++;
    } else if (leaving) {
      keepUntil(placeOf(old, leaving));
      read++;
      g++;
    }
  }
  keepUntil(old.neighbours.length);
  return { bounds, neighbours, relations };
}

/** Where an edge stands, or would stand, among the old ones. */
function placeOf({ bounds, neighbours, relations }: Adjacency, { part, neighbour, relation }: Edge): number {
  let [low, high] = [bounds[part]!, bounds[part + 1]!];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const difference = neighbours[middle]! - neighbour || relations[middle]! - relation;
    if (difference < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shifted(old: Int32Array, gone: readonly Edge[], come: readonly Edge[]): Int32Array {
  const bounds = old.slice();
  const changes = [
    ...gone.map(({ part }) => ({ part, by: -1 })),
    ...come.map(({ part }) => ({ part, by: 1 })),
  ].sort((a, b) => a.part - b.part);
  let by = 0;
  for (const [index, change] of changes.entries()) {
    by += change.by;
    const end = changes[index + 1]?.part ?? bounds.length - 1;
    if (by !== 0) for (let part = change.part + 1; part <= end; part++) bounds[part] = old[part]! + by;
  }
  return bounds;
}
