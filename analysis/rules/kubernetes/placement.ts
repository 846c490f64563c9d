import type { Cluster, Unit } from '../../kubernetes/estate/cluster.ts';
import type { NodeFact, TolerationFact } from '../../kubernetes/read/facts.ts';

/** Where a unit runs: on a node, on one of some that would take it, or on none that is known. */
export type Placement =
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'some'; readonly nodes: readonly NodeFact[] }
  | { readonly kind: 'unknown' };

const fitting = new WeakMap<Cluster, Map<string, Placement>>();

/** Units that ask for the same are answered once: there is no looking at every pair of pods and nodes. */
export function placementOf({ cluster, spec }: Unit): Placement {
  if (spec.nodeName !== null) return { kind: 'node', name: spec.nodeName };
  let known = fitting.get(cluster);
  if (!known) {
    known = new Map();
    fitting.set(cluster, known);
  }
  const asked = JSON.stringify([spec.nodeSelector, spec.tolerations]);
  let found = known.get(asked);
  if (!found) {
    const nodes = [...cluster.nodes.values()].filter((node) =>
      takes(node, spec.nodeSelector, spec.tolerations),
    );
    found = nodes.length === 0 ? { kind: 'unknown' } : { kind: 'some', nodes };
    known.set(asked, found);
  }
  return found;
}

function takes(
  node: NodeFact,
  selector: Readonly<Record<string, string>>,
  tolerations: readonly TolerationFact[],
): boolean {
  const fits = Object.entries(selector).every(([key, value]) => node.labels[key] === value);
  return (
    fits &&
    node.taints.every(
      (taint) => taint.effect === 'PreferNoSchedule' || tolerations.some((each) => tolerates(each, taint)),
    )
  );
}

function tolerates(toleration: TolerationFact, taint: NodeFact['taints'][number]): boolean {
  if (toleration.effect !== null && toleration.effect !== taint.effect) return false;
  if (toleration.key === null) return toleration.operator === 'Exists';
  if (toleration.key !== taint.key) return false;
  return toleration.operator === 'Exists' || toleration.value === taint.value;
}
