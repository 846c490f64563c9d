import { createBuckets } from './buckets.ts';
import {
  type Adjacency,
  type Graph,
  type Include,
  includedVerdicts,
  includeKey,
  VERDICT_WEIGHTS,
} from './graph.ts';
import { UNREACHED } from './workspace.ts';

/** 'to': weights of the lightest paths to the root; 'from': from the root. */
export type TreeDirection = 'to' | 'from';

interface Tree {
  readonly direction: TreeDirection;
  readonly root: number;
  readonly include: number;
  readonly distance: Int32Array;
}

/** Trees kept for each graph, latest first: questions come back to the same targets. 4 MB each at a million entities. */
const KEPT = 6;
const trees = new WeakMap<Graph, Tree[]>();

/**
 * The weight of the lightest path between every entity and one root, `UNREACHED` where there is none. Read only: it is
 * kept and given out again.
 */
export function distanceTree(
  graph: Graph,
  root: number,
  direction: TreeDirection,
  include: Include,
): Int32Array {
  const kept = trees.get(graph) ?? [];
  const key = includeKey(include);
  const at = kept.findIndex((t) => t.root === root && t.direction === direction && t.include === key);
  const tree =
    at === -1
      ? { direction, root, include: key, distance: grow(graph, root, direction, include) }
      : kept.splice(at, 1)[0]!;
  kept.unshift(tree);
  kept.length = Math.min(kept.length, KEPT);
  trees.set(graph, kept);
  return tree.distance;
}

function grow(graph: Graph, root: number, direction: TreeDirection, include: Include): Int32Array {
  const adjacency: Adjacency = direction === 'to' ? graph.reverse : graph.forward;
  const { bounds, neighbours } = adjacency;
  const verdicts = includedVerdicts(include);
  const distance = new Int32Array(graph.entityCount).fill(UNREACHED);
  const buckets = createBuckets();
  distance[root] = 0;
  buckets.push(0, root);
  for (let current = 0; buckets.size > 0; current++) {
    while (buckets.sizeAt(current) > 0) {
      const entity = buckets.pop(current);
      if (distance[entity] !== current) continue;
      for (const verdict of verdicts) {
        const reached = current + VERDICT_WEIGHTS[verdict]!;
        const end = bounds[3 * entity + verdict + 1]!;
        for (let edge = bounds[3 * entity + verdict]!; edge < end; edge++) {
          const neighbour = neighbours[edge]!;
          if (reached >= distance[neighbour]!) continue;
          distance[neighbour] = reached;
          buckets.push(reached, neighbour);
        }
      }
    }
  }
  return distance;
}
