import { type Buckets, createBuckets } from './buckets.ts';
import type { Graph } from './graph.ts';

/** Larger than any weight or number of hops of a path (16 × 2^26 entities). */
export const UNREACHED = 0x40000000;

/** What one search knows of each entity. Between questions `distance` is all `UNREACHED`, and `touchedCount` 0. */
export interface SearchSide {
  readonly distance: Int32Array;
  /** Entity before; only meaningful where `distance` is set. */
  readonly parent: Int32Array;
  /** Entities whose distance has been set, to clean up by. */
  readonly touched: Int32Array;
  touchedCount: number;
  readonly buckets: Buckets;
}

/**
 * Scratch arrays of a graph, made once and reused by every question, as filling millions of numbers costs more than
 * most searches. A question cleans up what it touched before it returns or gives way to other events.
 */
export interface Workspace {
  readonly forward: SearchSide;
  readonly backward: SearchSide;
  /** 1 where a search may not go; all 0 between questions. */
  readonly blocked: Uint8Array;
}

const workspaces = new WeakMap<Graph, Workspace>();

export function workspaceOf(graph: Graph): Workspace {
  let workspace = workspaces.get(graph);
  if (workspace === undefined) {
    workspace = {
      forward: createSide(graph.entityCount),
      backward: createSide(graph.entityCount),
      blocked: new Uint8Array(graph.entityCount),
    };
    workspaces.set(graph, workspace);
  }
  return workspace;
}

function createSide(entityCount: number): SearchSide {
  return {
    distance: new Int32Array(entityCount).fill(UNREACHED),
    parent: new Int32Array(entityCount),
    touched: new Int32Array(entityCount),
    touchedCount: 0,
    buckets: createBuckets(),
  };
}

export function cleanSide(side: SearchSide): void {
  const { distance, touched } = side;
  for (let i = 0; i < side.touchedCount; i++) distance[touched[i]!] = UNREACHED;
  side.touchedCount = 0;
  side.buckets.clear();
}
