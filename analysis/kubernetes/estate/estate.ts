import type { KubernetesFacts } from '../read/facts.ts';
import { buildCluster } from './build-cluster.ts';
import type { Cluster } from './cluster.ts';

/** Everything rules look at: facts joined, and permissions compiled, once. */
export interface KubernetesEstate {
  readonly facts: KubernetesFacts;
  /** Those of which something was observed. */
  readonly clusters: readonly Cluster[];
  readonly byName: ReadonlyMap<string, Cluster>;
}

export function buildKubernetesEstate(facts: KubernetesFacts): KubernetesEstate {
  const clusters = facts.clusters.flatMap((fact) => (fact.ref === null ? [] : buildCluster(fact, fact.ref)));
  return { facts, clusters, byName: new Map(clusters.map((each) => [each.name, each])) };
}
