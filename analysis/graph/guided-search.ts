import { type Adjacency, type Include, includedVerdicts, VERDICT_WEIGHTS } from './graph.ts';
import { createHeap } from './heap.ts';
import { cleanSide, type SearchSide, UNREACHED } from './workspace.ts';

/** When a search may be put off: beyond a weight, below which no other answer waits, and so many entities. */
export interface Patience {
  readonly weight: number;
  readonly entities: number;
}

/**
 * A* guided by the exact weights left to the goal in the whole graph (`left`): where nothing is blocked it walks
 * straight. `side` is clean before and after.
 *
 * @param barred entities that the first hop may not lead to
 * @param blocked 1 where the path may not go
 * @returns the lightest chain from `start` to `goal`; or a weight that it cannot be below, where looking further for it
 *   can wait; or null where there is none
 */
export function guidedSearch(
  adjacency: Adjacency,
  side: SearchSide,
  start: number,
  goal: number,
  left: Int32Array,
  include: Include,
  barred: ReadonlySet<number>,
  blocked: Uint8Array,
  patience: Patience,
): { readonly chain: number[] | null; readonly weight: number } | null {
  const { bounds, neighbours } = adjacency;
  const { distance, parent, touched } = side;
  const verdicts = includedVerdicts(include);
  // Of equal sums, the one nearer to the goal goes first, then the lower entity.
  const open = createHeap<{ readonly sum: number; readonly weight: number; readonly entity: number }>(
    (a, b) => a.sum - b.sum || b.weight - a.weight || a.entity - b.entity,
  );
  try {
    distance[start] = 0;
    touched[side.touchedCount++] = start;
    open.push({ sum: left[start]!, weight: 0, entity: start });
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { entity, weight } = next;
      if (weight !== distance[entity]) continue;
      if (next.sum > patience.weight && side.touchedCount > patience.entities) {
        return { chain: null, weight: next.sum };
      }
      if (entity === goal) {
        const chain = [goal];
        while (chain.at(-1) !== start) chain.push(parent[chain.at(-1)!]!);
        return { chain: chain.reverse(), weight };
      }
      for (const verdict of verdicts) {
        const reached = weight + VERDICT_WEIGHTS[verdict]!;
        const end = bounds[3 * entity + verdict + 1]!;
        for (let edge = bounds[3 * entity + verdict]!; edge < end; edge++) {
          const neighbour = neighbours[edge]!;
          if (reached >= distance[neighbour]! || blocked[neighbour] === 1 || left[neighbour] === UNREACHED)
            continue;
          if (entity === start && barred.has(neighbour)) continue;
          if (distance[neighbour] === UNREACHED) touched[side.touchedCount++] = neighbour;
          distance[neighbour] = reached;
          parent[neighbour] = entity;
          open.push({ sum: reached + left[neighbour]!, weight: reached, entity: neighbour });
        }
      }
    }
    return null;
  } finally {
    cleanSide(side);
  }
}
