import { type Graph, VERDICT_WEIGHTS } from '../analysis/graph/graph.ts';

/**
 * Yen's algorithm as it stands in the books: every prefix of every path found is searched again by Dijkstra over
 * weights, stopping at the target. @returns how many paths were found
 */
export function yenPeer(graph: Graph, from: number, to: number, k: number): number {
  const first = search(graph, from, to, new Set(), new Set());
  if (first === null) return 0;
  const found: number[][] = [first.chain];
  const candidates = new Map<string, { chain: number[]; weight: number }>();
  while (found.length < k) {
    const last = found.at(-1)!;
    for (let at = 0; at < last.length - 1; at++) {
      const prefix = last.slice(0, at + 1);
      const barred = new Set(
        found.filter((c) => prefix.every((entity, i) => c[i] === entity)).map((c) => c[at + 1]!),
      );
      const spur = search(graph, last[at]!, to, new Set(prefix.slice(0, -1)), barred);
      if (spur === null) continue;
      const chain = [...prefix.slice(0, -1), ...spur.chain];
      candidates.set(chain.join(), { chain, weight: weightOf(graph, chain) });
    }
    for (const chain of found) candidates.delete(chain.join());
    const [best] = [...candidates.values()].sort((a, b) => a.weight - b.weight);
    if (best === undefined) break;
    found.push(best.chain);
  }
  return found.length;
}

function search(
  graph: Graph,
  start: number,
  goal: number,
  blocked: ReadonlySet<number>,
  barred: ReadonlySet<number>,
): { chain: number[]; weight: number } | null {
  const { bounds, neighbours } = graph.forward;
  const distance = new Int32Array(graph.entityCount).fill(0x7fffffff);
  const parent = new Int32Array(graph.entityCount);
  const buckets: number[][] = [[start]];
  distance[start] = 0;
  for (let current = 0; current < buckets.length; current++) {
    for (const entity of buckets[current] ?? []) {
      if (distance[entity] !== current) continue;
      if (entity === goal) {
        const chain = [goal];
        while (chain.at(-1) !== start) chain.push(parent[chain.at(-1)!]!);
        return { chain: chain.reverse(), weight: current };
      }
      for (let part = 0; part < 3; part++) {
        const reached = current + VERDICT_WEIGHTS[part]!;
        const stop = bounds[3 * entity + part + 1]!;
        for (let edge = bounds[3 * entity + part]!; edge < stop; edge++) {
          const neighbour = neighbours[edge]!;
          if (reached >= distance[neighbour]! || blocked.has(neighbour)) continue;
          if (entity === start && barred.has(neighbour)) continue;
          distance[neighbour] = reached;
          parent[neighbour] = entity;
          for (let empty = buckets.length; empty <= reached; empty++) buckets.push([]);
          buckets[reached]!.push(neighbour);
        }
      }
    }
  }
  return null;
}

function weightOf(graph: Graph, chain: readonly number[]): number {
  const { bounds, neighbours } = graph.forward;
  let weight = 0;
  for (let i = 1; i < chain.length; i++) {
    const row = 3 * chain[i - 1]!;
    const part = [0, 1, 2].find((p) =>
      neighbours.subarray(bounds[row + p]!, bounds[row + p + 1]!).includes(chain[i]!),
    );
    weight += VERDICT_WEIGHTS[part ?? 2]!;
  }
  return weight;
}
