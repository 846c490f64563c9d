import type { Graph } from '../analysis/graph/graph.ts';

/** Floors: the plainest typed-array code for a question, without verdicts, filters or order. */

/** Breadth first with a queue, hops only. @returns how many entities are reached, the starts included */
export function plainReach(graph: Graph, starts: Iterable<number>, backwards = false): number {
  const { bounds, neighbours } = backwards ? graph.reverse : graph.forward;
  const distance = new Int32Array(graph.entityCount).fill(-1);
  const queue = new Int32Array(graph.entityCount);
  let count = 0;
  for (const start of starts) {
    if (distance[start] !== -1) continue;
    distance[start] = 0;
    queue[count++] = start;
  }
  for (let next = 0; next < count; next++) {
    const entity = queue[next]!;
    const hops = distance[entity]! + 1;
    const stop = bounds[3 * entity + 3]!;
    for (let edge = bounds[3 * entity]!; edge < stop; edge++) {
      const neighbour = neighbours[edge]!;
      if (distance[neighbour] !== -1) continue;
      distance[neighbour] = hops;
      queue[count++] = neighbour;
    }
  }
  return count;
}

/** Breadth first from one end until the other is met. @returns hops, or -1 */
export function plainHops(graph: Graph, from: number, to: number): number {
  const { bounds, neighbours } = graph.forward;
  const distance = new Int32Array(graph.entityCount).fill(-1);
  const queue = new Int32Array(graph.entityCount);
  distance[from] = 0;
  queue[0] = from;
  let count = 1;
  for (let next = 0; next < count && distance[to] === -1; next++) {
    const entity = queue[next]!;
    const stop = bounds[3 * entity + 3]!;
    for (let edge = bounds[3 * entity]!; edge < stop; edge++) {
      const neighbour = neighbours[edge]!;
      if (distance[neighbour] !== -1) continue;
      distance[neighbour] = distance[entity]! + 1;
      queue[count++] = neighbour;
    }
  }
  return distance[to]!;
}
