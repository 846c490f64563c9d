import type { Unit } from '../../kubernetes/estate/cluster.ts';
import { scopeId } from '../../kubernetes/estate/scopes.ts';
import { placementOf } from './placement.ts';

/** Above this many nodes a pod without one is told to be on any of them, instead of on each. */
const MOST_NODES = 16;

/** The set of all nodes, where a unit without a node may come to so many that naming each would say nothing; else null. */
export function placeScopeOf(unit: Unit): string | null {
  const place = placementOf(unit);
  return place.kind === 'some' && place.nodes.length > MOST_NODES
    ? scopeId(unit.cluster.name, null, 'nodes')
    : null;
}
