import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { anyNodeId } from '../../kubernetes/ids.ts';
import { scopeOf } from './targets.ts';

/** The nodes of a cluster as one; where none is known, the one that stands for any. */
export function nodesOf(cluster: Cluster): string {
  return cluster.nodes.size === 0 ? anyNodeId(cluster.name) : scopeOf(cluster, null, 'nodes');
}
