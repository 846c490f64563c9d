import { distanceTree } from './distance-tree.ts';
import { type Graph, INCLUDE_ALL, VERDICT_WEIGHTS } from './graph.ts';
import { UNREACHED } from './workspace.ts';

/** The ways that lead to one entity, whoever begins them: the graph is looked through once for all of them. */
export interface WaysTo {
  leadFrom(start: number): boolean;
  /** Relation numbers of the lightest; empty from the entity itself. Throws a `RangeError` where none leads on. */
  lightest(start: number): number[];
}

export function waysTo(graph: Graph, goal: number): WaysTo {
  const distance = distanceTree(graph, goal, 'to', INCLUDE_ALL);
  const { bounds, neighbours, relations } = graph.forward;
  return {
    leadFrom: (start) => distance[start] !== undefined && distance[start] !== UNREACHED,
    lightest(start) {
      const path: number[] = [];
      for (let at = start; at !== goal; ) {
        const edge = nextEdge(at);
        path.push(relations[edge]!);
        at = neighbours[edge]!;
      }
      return path;
    },
  };

  /** The first edge that is as much nearer as it weighs. */
  function nextEdge(at: number): number {
    for (const [verdict, weight] of VERDICT_WEIGHTS.entries())
      for (let edge = bounds[3 * at + verdict]!; edge < bounds[3 * at + verdict + 1]!; edge++)
        if (distance[neighbours[edge]!]! + weight === distance[at]) return edge;
    throw new RangeError('an entity that is reached has no edge that leads on');
  }
}
