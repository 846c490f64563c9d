import { type Adjacency, type Graph, type Include, includedVerdicts, VERDICT_WEIGHTS } from './graph.ts';
import { cleanSide, type SearchSide, UNREACHED, workspaceOf } from './workspace.ts';

/**
 * The lightest chain of entities with at most so many hops. Slower than the search without a limit, as a heavier way
 * to an entity counts where it has fewer hops; so it is asked only when the lightest path is too long.
 */
export function shortestWithinHops(
  graph: Graph,
  from: number,
  to: number,
  maxHops: number,
  include: Include,
): number[] | null {
  const { forward, backward, blocked } = workspaceOf(graph);
  try {
    countHops(graph.reverse, backward, to, maxHops, include);
    return searchWithinHops(graph.forward, forward, from, to, {
      maxHops,
      include,
      hopsLeft: backward.distance,
      blocked,
      barred: NONE,
    });
  } finally {
    cleanSide(backward);
  }
}

const NONE: ReadonlySet<number> = new Set();

export interface HopLimits {
  readonly maxHops: number;
  readonly include: Include;
  /** Least hops from each entity to the goal; `UNREACHED` where they are more than could matter. */
  readonly hopsLeft: Int32Array;
  /** 1 where the path may not go. */
  readonly blocked: Uint8Array;
  /** Entities that the first hop may not lead to. */
  readonly barred: ReadonlySet<number>;
}

/** Least hops from `root` along `adjacency` to every entity within `maxHops`, into `side.distance`. */
export function countHops(
  adjacency: Adjacency,
  side: SearchSide,
  root: number,
  maxHops: number,
  include: Include,
): void {
  const { bounds, neighbours } = adjacency;
  const { distance, touched } = side;
  const verdicts = includedVerdicts(include);
  distance[root] = 0;
  touched[side.touchedCount++] = root;
  for (let next = 0; next < side.touchedCount; next++) {
    const entity = touched[next]!;
    const hops = distance[entity]! + 1;
    if (hops > maxHops) break;
    for (const verdict of verdicts) {
      const end = bounds[3 * entity + verdict + 1]!;
      for (let edge = bounds[3 * entity + verdict]!; edge < end; edge++) {
        const neighbour = neighbours[edge]!;
        if (distance[neighbour] !== UNREACHED) continue;
        distance[neighbour] = hops;
        touched[side.touchedCount++] = neighbour;
      }
    }
  }
}

/**
 * Goes hop by hop, keeping for each hop the entities that became lighter by it. `side` is clean before and after.
 */
export function searchWithinHops(
  adjacency: Adjacency,
  side: SearchSide,
  start: number,
  goal: number,
  limits: HopLimits,
): number[] | null {
  const { bounds, neighbours } = adjacency;
  const { distance: lightest, parent: labelOf, touched } = side;
  const verdicts = includedVerdicts(limits.include);
  // A label is one way to reach an entity: the entity, the label before, the weight.
  const entities = [start];
  const before = [-1];
  const weights = [0];
  let goalLabel = start === goal ? 0 : -1;
  try {
    lightest[start] = 0;
    labelOf[start] = 0;
    touched[side.touchedCount++] = start;
    let layer = 0;
    for (let hops = 1; hops <= limits.maxHops && layer < entities.length; hops++) {
      const next = entities.length;
      for (let current = layer; current < next; current++) {
        const entity = entities[current]!;
        for (const verdict of verdicts) {
          const weight = weights[current]! + VERDICT_WEIGHTS[verdict]!;
          const end = bounds[3 * entity + verdict + 1]!;
          for (let edge = bounds[3 * entity + verdict]!; edge < end; edge++) {
            const neighbour = neighbours[edge]!;
            if (limits.blocked[neighbour] === 1 || limits.hopsLeft[neighbour]! > limits.maxHops - hops)
              continue;
            if (weight >= lightest[neighbour]! || weight >= lightest[goal]!) continue;
            if (hops === 1 && limits.barred.has(neighbour)) continue;
            if (lightest[neighbour] === UNREACHED) touched[side.touchedCount++] = neighbour;
            else if (labelOf[neighbour]! >= next) {
              // Reached in this very hop: nothing has been built on the heavier way yet.
              before[labelOf[neighbour]!] = current;
              weights[labelOf[neighbour]!] = weight;
              lightest[neighbour] = weight;
              continue;
            }
            lightest[neighbour] = weight;
            labelOf[neighbour] = entities.length;
            if (neighbour === goal) goalLabel = entities.length;
            entities.push(neighbour);
            before.push(current);
            weights.push(weight);
          }
        }
      }
      layer = next;
    }
  } finally {
    cleanSide(side);
  }
  if (goalLabel === -1) return null;
  const chain: number[] = [];
  for (let current = goalLabel; current !== -1; current = before[current]!) chain.push(entities[current]!);
  return chain.reverse();
}
