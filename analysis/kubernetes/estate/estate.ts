import type { KubernetesFacts } from '../read/facts.ts';

/** Everything rules look at: facts joined, once. */
export interface KubernetesEstate {
  readonly facts: KubernetesFacts;
}

export function buildKubernetesEstate(facts: KubernetesFacts): KubernetesEstate {
  return { facts };
}
