import type { Cluster, Unit } from '../../kubernetes/estate/cluster.ts';
import { placementOf } from './placement.ts';

const byNode = new WeakMap<Cluster, ReadonlyMap<string, readonly Unit[]>>();

/** What is on a node; `?` is the node of what may be on none that is known. */
export function unitsOn(cluster: Cluster, node: string): readonly Unit[] {
  let known = byNode.get(cluster);
  if (!known) {
    const found = new Map<string, Unit[]>();
    for (const unit of cluster.units) {
      const place = placementOf(unit);
      const name = place.kind === 'node' ? place.name : place.kind === 'unknown' ? '?' : null;
      if (name === null) continue;
      const list = found.get(name);
      if (list) list.push(unit);
      else found.set(name, [unit]);
    }
    known = found;
    byNode.set(cluster, known);
  }
  return known.get(node) ?? [];
}
