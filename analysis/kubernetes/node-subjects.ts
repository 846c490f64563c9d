import type { Cluster } from './estate/cluster.ts';
import { anyNodeId, objectId } from './ids.ts';
import type { Node } from './subjects.ts';

/** The nodes that are known or that pods name, and the one that stands for any where pods have none that would take them. */
export function nodeSubjects(cluster: Cluster): readonly Node[] {
  const names = new Set([...cluster.nodes.keys()]);
  for (const { spec } of cluster.units) if (spec.nodeName !== null) names.add(spec.nodeName);
  const known = [...names].sort().map((name) => ({
    id: objectId(cluster.name, 'node', null, name),
    cluster,
    name,
    fact: cluster.nodes.get(name) ?? null,
  }));
  const anywhere = cluster.units.some(({ spec }) => spec.nodeName === null);
  return anywhere ? [...known, { id: anyNodeId(cluster.name), cluster, name: '?', fact: null }] : known;
}
