import { DirectedGraph } from 'graphology';
import shortestPaths from 'graphology-shortest-path';
import type { GraphInput } from '../analysis/graph/build.ts';

/** The same entities and relations in graphology, which many tools of this kind use. Parallel relations are one. */
export interface GraphologyPeer {
  readonly buildMilliseconds: number;
  /** Entities reached, the start included. */
  reach(from: number): number;
  /** Least hops from one to the other, or null. */
  path(from: number, to: number): string[] | null;
}

export function graphologyPeer(input: GraphInput): GraphologyPeer {
  const start = performance.now();
  const graph = new DirectedGraph();
  for (let entity = 0; entity < input.entityCount; entity++) graph.addNode(String(entity));
  for (let relation = 0; relation < input.from.length; relation++) {
    graph.mergeDirectedEdge(String(input.from[relation]), String(input.to[relation]));
  }
  return {
    buildMilliseconds: performance.now() - start,
    reach(from) {
      return Object.keys(shortestPaths.singleSourceLength(graph, String(from))).length;
    },
    path: (from, to) => shortestPaths.bidirectional(graph, String(from), String(to)),
  };
}
