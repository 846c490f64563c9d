import { containerId, objectId } from '../ids.ts';
import type { ClusterFact, ControllerFact, PodFact } from '../read/facts.ts';
import type { Cluster, Container, Unit } from './cluster.ts';

/** What runs in a cluster: its pods, and controllers of which only manifests are known in the place of theirs. */
export function unitsOf(cluster: Cluster, fact: ClusterFact): readonly Unit[] {
  const taken = new Set(fact.pods.map((pod) => `${pod.namespace}/${pod.name}`));
  const pods = fact.pods.map((pod) => podUnit(cluster, pod));
  const fromFiles = new Set(
    fact.sources.filter(({ kind }) => kind === 'kubernetes-files').map(({ id }) => id),
  );
  const owned = new Set(
    fact.pods.flatMap(({ namespace, owner }) => (owner ? `${namespace}/${owner.kind}/${owner.name}` : [])),
  );
  const standing = fact.controllers.filter(
    (each) =>
      each.owner === null &&
      each.replicas !== 0 &&
      !owned.has(`${each.namespace}/${each.kind}/${each.name}`) &&
      (fromFiles.has(each.source) || !cluster.isComplete('list v1/pods')),
  );
  return [...pods, ...standing.map((each) => controllerUnit(cluster, each, taken))];
}

function podUnit(cluster: Cluster, pod: PodFact): Unit {
  const { id, namespace, name, labels, spec, ref, source, phase, mirror } = pod;
  const containers: Container[] = [];
  const unit: Unit = {
    id,
    cluster,
    kind: 'pod',
    namespace,
    name,
    labels,
    spec,
    ref,
    source,
    account: mirror ? null : objectId(cluster.name, 'serviceaccount', namespace, spec.serviceAccount),
    ended: phase === 'Succeeded' || phase === 'Failed' ? phase : null,
    mirror,
    containers,
  };
  addContainers(unit, containers, name);
  return unit;
}

function controllerUnit(cluster: Cluster, controller: ControllerFact, taken: Set<string>): Unit {
  const { id, namespace, name, spec, ref, source, templateLabels, kind } = controller;
  // Containers are named under a pod: the controller's name stands for it, unless that is another's.
  const place = taken.has(`${namespace}/${name}`) ? `${kind.toLowerCase()}.${name}` : name;
  taken.add(`${namespace}/${place}`);
  const containers: Container[] = [];
  const unit: Unit = {
    id,
    cluster,
    kind: 'controller',
    namespace,
    name,
    labels: templateLabels,
    spec,
    ref,
    source,
    account: objectId(cluster.name, 'serviceaccount', namespace, spec.serviceAccount),
    ended: null,
    mirror: false,
    containers,
  };
  addContainers(unit, containers, place);
  return unit;
}

function addContainers(unit: Unit, into: Container[], place: string): void {
  for (const fact of unit.spec.containers)
    into.push({ id: containerId(unit.cluster.name, unit.namespace, place, fact.name), fact, unit });
}
