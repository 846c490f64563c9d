import type { AssumptionFact, UseFact } from '../observed/activity-facts.ts';
import type { Cluster, Identity, Namespace, Scope, Unit } from './estate/cluster.ts';
import type { NodeFact, SecretFact, ServiceFact } from './read/facts.ts';

/** What rules about Kubernetes derive for. */
export interface KubernetesSubjects {
  readonly cluster: Cluster;
  readonly namespace: Namespace;
  /** A pod, or a controller in the place of its pods. */
  readonly pod: Unit;
  /** A node, by name; its fact is null for the one that stands for any. */
  readonly node: Node;
  readonly scope: Scope;
  /** A user, group or service account as the API server knows it. */
  readonly identity: Identity;
  /** A secret with the token of a service account. */
  readonly tokenSecret: InCluster<SecretFact>;
  readonly service: InCluster<ServiceFact>;
  /** What an audit log saw somebody do. */
  readonly clusterUse: UseFact;
  /** Tokens that somebody asked for, and requests made as somebody else. */
  readonly clusterAssumption: AssumptionFact;
}

interface InCluster<F> {
  readonly cluster: Cluster;
  readonly fact: F;
}

export interface Node {
  readonly id: string;
  readonly cluster: Cluster;
  readonly name: string;
  readonly fact: NodeFact | null;
}
