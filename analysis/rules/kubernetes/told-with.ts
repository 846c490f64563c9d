import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { clusterId, objectId, parseId } from '../../kubernetes/ids.ts';
import type { Scene } from '../rule.ts';

const containers = new WeakMap<Cluster, ReadonlyMap<string, string>>();

function unitOf(cluster: Cluster, container: string): string | undefined {
  let known = containers.get(cluster);
  if (!known) {
    known = new Map(
      cluster.units.flatMap(({ id, containers: own }) => own.map((each) => [each.id, id] as const)),
    );
    containers.set(cluster, known);
  }
  return known.get(container);
}

/** A container’s relations are told with its pod, those of a kubelet’s user with its node, those of anyone with the cluster. */
export function toldWith(id: string, { kubernetes }: Scene): readonly string[] {
  const parts = parseId(id);
  const cluster = parts && kubernetes.byName.get(parts.cluster);
  if (!parts || !cluster) return [];
  if (parts.kind === 'container') return [unitOf(cluster, id) ?? []].flat();
  const node = parts.kind === 'user' && /^system:node:(.+)$/.exec(parts.rest)?.[1];
  const own = node ? [objectId(cluster.name, 'node', null, node)] : [];
  return parts.kind === 'user' || parts.kind === 'group' ? [...own, clusterId(cluster.name)] : own;
}
