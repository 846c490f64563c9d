import { atOnce, type Steps } from '../../steps.ts';
import type { KubernetesFacts } from '../read/facts.ts';
import { clusterSteps } from './build-cluster.ts';
import type { Cluster } from './cluster.ts';

/** Everything rules look at: facts joined, and permissions compiled, once. */
export interface KubernetesEstate {
  readonly facts: KubernetesFacts;
  /** Those of which something was observed. */
  readonly clusters: readonly Cluster[];
  readonly byName: ReadonlyMap<string, Cluster>;
}

export function buildKubernetesEstate(facts: KubernetesFacts): KubernetesEstate {
  return atOnce(kubernetesEstateSteps(facts));
}

export function* kubernetesEstateSteps(facts: KubernetesFacts): Steps<KubernetesEstate> {
  const clusters: Cluster[] = [];
  for (const fact of facts.clusters)
    if (fact.ref !== null) clusters.push(yield* clusterSteps(fact, fact.ref));
  return { facts, clusters, byName: new Map(clusters.map((each) => [each.name, each])) };
}
