import type { Adjacency, Graph } from './graph.ts';

/** The graph without some of its relations, by number; the graph itself where it has none of them as edges. */
export function withoutRelations(graph: Graph, left: ReadonlySet<number>): Graph {
  const forward = without(graph.forward, left);
  if (forward === graph.forward) return graph;
  const reverse = without(graph.reverse, left);
  return { ...graph, edgeCount: forward.relations.length, forward, reverse };
}

function without(adjacency: Adjacency, left: ReadonlySet<number>): Adjacency {
  const { bounds, neighbours, relations } = adjacency;
  const gone: number[] = [];
  for (let edge = 0; edge < relations.length; edge++) if (left.has(relations[edge]!)) gone.push(edge);
  if (gone.length === 0) return adjacency;
  const kept = { neighbours: cut(neighbours, gone), relations: cut(relations, gone) };
  let before = 0;
  return {
    ...kept,
    // Bounds never fall, so what lies before each is counted in one walk.
    bounds: bounds.map((bound) => {
      while (before < gone.length && gone[before]! < bound) before++;
      return bound - before;
    }),
  };
}

/** A copy without the places in `gone`, which ascend. */
function cut(values: Int32Array, gone: readonly number[]): Int32Array {
  const kept = new Int32Array(values.length - gone.length);
  let from = 0;
  let at = 0;
  for (const place of gone) {
    kept.set(values.subarray(from, place), at);
    at += place - from;
    from = place + 1;
  }
  kept.set(values.subarray(from), at);
  return kept;
}
