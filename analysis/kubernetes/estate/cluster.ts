import type { EvidenceRef } from '../../../schema/records.ts';
import type { Grant, RbacPolicy } from '../evaluate/policy.ts';
import type {
  ClusterFact,
  ContainerFact,
  ControllerFact,
  NamespaceFact,
  NodeFact,
  PodSpecFact,
  SecretFact,
  ServiceAccountFact,
} from '../read/facts.ts';

export interface Cluster {
  /** `k8s://NAME` */
  readonly id: string;
  readonly name: string;
  readonly fact: ClusterFact;
  /** For what no object of it says. */
  readonly ref: EvidenceRef;
  readonly policy: RbacPolicy;
  readonly namespaces: readonly Namespace[];
  readonly namespaceByName: ReadonlyMap<string, Namespace>;
  readonly nodes: ReadonlyMap<string, NodeFact>;
  readonly units: readonly Unit[];
  readonly unitsByName: ReadonlyMap<string, readonly Unit[]>;
  readonly accounts: ReadonlyMap<string, ServiceAccountFact>;
  readonly identities: readonly Identity[];
  readonly identityById: ReadonlyMap<string, Identity>;
  readonly secretById: ReadonlyMap<string, SecretFact>;
  readonly scopes: readonly Scope[];
  /** Whether every object that a listing would answer with is known; manifests never say that. */
  isComplete(operation: string): boolean;
}

/** A namespace with what is in it. */
export interface Namespace {
  readonly id: string;
  readonly name: string;
  readonly cluster: Cluster;
  readonly fact: NamespaceFact;
  readonly units: readonly Unit[];
  readonly controllers: readonly ControllerFact[];
  readonly accounts: readonly ServiceAccountFact[];
  readonly secrets: readonly SecretFact[];
  /** Service accounts that bindings or pods name and no object describes. */
  readonly mentioned: readonly Identity[];
}

/** Something that runs: a pod, or a controller in the place of its pods where only its manifest is known. */
export interface Unit {
  readonly id: string;
  readonly cluster: Cluster;
  readonly kind: 'pod' | 'controller';
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpecFact;
  readonly ref: EvidenceRef;
  readonly source: string;
  /** Its service account; null for mirror pods, which have none. */
  readonly account: string | null;
  /** `Succeeded` or `Failed` where it has ended. */
  readonly ended: string | null;
  readonly mirror: boolean;
  readonly containers: readonly Container[];
}

export interface Container {
  readonly id: string;
  readonly fact: ContainerFact;
  readonly unit: Unit;
}

/** Whoever the API server may know a request to come from. */
export interface Identity {
  readonly id: string;
  readonly cluster: Cluster;
  readonly kind: 'ServiceAccount' | 'User' | 'Group';
  readonly name: string;
  readonly namespace: string | null;
  readonly ref: EvidenceRef;
  /** What bindings give to it by name. */
  readonly grants: readonly Grant[];
  /** Names of the groups it is surely in. */
  readonly groups: readonly string[];
}

/** All objects of one sort in a namespace or (null) in the cluster: where permissions point that name no object. */
export interface Scope {
  readonly id: string;
  readonly cluster: Cluster;
  readonly namespace: string | null;
  readonly of: ScopeOf;
}

/** `workloads` is a new pod, with whatever its maker writes into it. */
export type ScopeOf = 'pods' | 'workloads' | 'secrets' | 'serviceaccounts' | 'nodes' | 'users' | 'groups';
export const SCOPES_OF_NAMESPACE: readonly ScopeOf[] = ['pods', 'workloads', 'secrets', 'serviceaccounts'];
export const SCOPES_OF_CLUSTER: readonly ScopeOf[] = [...SCOPES_OF_NAMESPACE, 'nodes', 'users', 'groups'];
