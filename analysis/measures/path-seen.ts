import type { PathSeen } from '../../schema/measures.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Graph } from '../graph/graph.ts';
import { shortestPath } from '../graph/shortest-path.ts';
import { unknownsFor } from '../unknowns.ts';
import { AT_MOST, SURELY } from './jewels-reached.ts';

/** The ends of a path. */
export interface PathEnds {
  readonly from: string;
  readonly to: string;
}

/** What a sealed snapshot says of paths, in their order. */
export function pathsSeen(reader: SnapshotReader, graph: Graph, paths: readonly PathEnds[]): PathSeen[] {
  const gaps = [...new Set(unknownsFor(reader).map(({ source, operation }) => `${source} ${operation}`))];
  return paths.map(({ from, to }) => {
    const [start, end] = [reader.entityById(from)?.index, reader.entityById(to)?.index];
    if (start === undefined || end === undefined) return { state: 'absent', gaps };
    if (shortestPath(graph, start, end, { include: SURELY })) return { state: 'holds', gaps };
    return { state: shortestPath(graph, start, end, { include: AT_MOST }) ? 'perhaps' : 'absent', gaps };
  });
}
