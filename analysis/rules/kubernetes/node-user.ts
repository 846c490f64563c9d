import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { objectId } from '../../kubernetes/ids.ts';

/** The user that the kubelet of a node is, whom the node authorizer knows. */
export function nodeUserId(cluster: Cluster, node: string): string {
  return objectId(cluster.name, 'user', null, `system:node:${node}`);
}
