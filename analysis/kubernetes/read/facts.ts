import type { Coverage, EvidenceRef, Source } from '../../../schema/records.ts';
import type { ActivityFacts } from '../../observed/activity-facts.ts';
import type { PodSpecFact } from './pod-facts.ts';

export type * from './pod-facts.ts';

export interface KubernetesFacts {
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
  /** By name. Several sources of one name describe one cluster; what the API server said wins over files. */
  readonly clusters: readonly ClusterFact[];
  /** By audit logs. */
  readonly activity: ActivityFacts;
}

export interface ClusterFact {
  /** `k8s://NAME` */
  readonly id: string;
  readonly name: string;
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
  /** True where all that is known comes from manifests, which say nothing of what else the cluster has. */
  readonly filesOnly: boolean;
  /** Something of the cluster in the evidence, for what no object of it says; null where nothing was observed. */
  readonly ref: EvidenceRef | null;
  readonly version: VersionFact | null;
  readonly issuer: { readonly url: string; readonly ref: EvidenceRef } | null;
  readonly namespaces: readonly NamespaceFact[];
  readonly nodes: readonly NodeFact[];
  readonly pods: readonly PodFact[];
  readonly controllers: readonly ControllerFact[];
  readonly serviceAccounts: readonly ServiceAccountFact[];
  readonly secrets: readonly SecretFact[];
  readonly configMaps: readonly ConfigMapFact[];
  readonly services: readonly ServiceFact[];
  readonly endpointSlices: readonly EndpointSliceFact[];
  readonly persistentVolumes: readonly PersistentVolumeFact[];
  readonly roles: readonly RoleFact[];
  readonly bindings: readonly BindingFact[];
  readonly webhooks: readonly WebhookFact[];
  readonly admissionPolicies: readonly AdmissionPolicyFact[];
  readonly signingRequests: readonly SigningRequestFact[];
  readonly networkPolicies: readonly NetworkPolicyFact[];
  readonly customResources: readonly CustomResourceFact[];
  /** Objects that an API server would refuse; they have no effect. */
  readonly refused: readonly { readonly id: string; readonly reason: string; readonly ref: EvidenceRef }[];
}

export interface VersionFact {
  readonly major: number;
  readonly minor: number;
  readonly text: string;
  /** Said by who imported the files, not by a server. */
  readonly declared: boolean;
  readonly ref: EvidenceRef;
}

export interface ObjectFact {
  readonly id: string;
  readonly name: string;
  /** Null for what is not in a namespace; manifests that name none are in `default`. */
  readonly namespace: string | null;
  readonly source: string;
  readonly ref: EvidenceRef;
  readonly uid: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface NamespacedFact extends ObjectFact {
  readonly namespace: string;
}

export interface NamespaceFact extends ObjectFact {
  /** True where no object describes it and other objects are in it. */
  readonly assumed: boolean;
}

export interface NodeFact extends ObjectFact {
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  /** `aws:///eu-central-1a/i-0123…` on EKS. */
  readonly providerId: string | null;
}

export interface OwnerFact {
  readonly kind: string;
  readonly name: string;
}

export interface PodFact extends NamespacedFact {
  readonly spec: PodSpecFact;
  readonly phase: string | null;
  /** Made by the kubelet from a file of the node; it cannot use service accounts or secrets. */
  readonly mirror: boolean;
  readonly owner: OwnerFact | null;
}

export interface ControllerFact extends NamespacedFact {
  /** `Deployment`, `StatefulSet`, `DaemonSet`, `ReplicaSet`, `ReplicationController`, `Job`, `CronJob`. */
  readonly kind: string;
  readonly spec: PodSpecFact;
  readonly templateLabels: Readonly<Record<string, string>>;
  readonly owner: OwnerFact | null;
  /** Null where the kind has none or the manifest does not say. */
  readonly replicas: number | null;
}

export interface ServiceAccountFact extends NamespacedFact {
  /** Null where it does not say: then pods get a token unless they say otherwise. */
  readonly automount: boolean | null;
  /** True for the `default` account that a cluster adds to each namespace, where no object describes it. */
  readonly assumed: boolean;
}

export interface SecretFact extends NamespacedFact {
  /** Null where only metadata was collected. */
  readonly type: string | null;
  /** Names of its keys; null where only metadata was collected. */
  readonly keys: readonly string[] | null;
  /** Of a service account token: the account's name. */
  readonly serviceAccount: string | null;
}

export interface ConfigMapFact extends NamespacedFact {
  /** Of kube-system/aws-auth only. */
  readonly data: Readonly<Record<string, string>> | null;
}

export interface ServiceFact extends NamespacedFact {
  readonly type: string;
  readonly selector: Readonly<Record<string, string>> | null;
  readonly ports: readonly { readonly port: number; readonly target: number | string | null }[];
  readonly externalIps: readonly string[];
  readonly sourceRanges: readonly string[];
}

export interface EndpointSliceFact extends NamespacedFact {
  /** Name of the service it belongs to. */
  readonly service: string | null;
  readonly pods: readonly string[];
  readonly ports: readonly number[];
}

export interface PersistentVolumeFact extends ObjectFact {
  readonly hostPath: string | null;
  readonly claim: { readonly namespace: string; readonly name: string } | null;
}

export interface RuleFact {
  readonly index: number;
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
  /** Null for what every cluster is created with, where only manifests were seen. */
  readonly ref: EvidenceRef | null;
}

export interface RoleFact {
  readonly id: string;
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  readonly namespace: string | null;
  readonly source: string;
  readonly ref: EvidenceRef | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly rules: readonly RuleFact[];
  /** Labels of the roles whose rules it takes over; null where it has rules of its own. */
  readonly aggregates: readonly LabelSelector[] | null;
  /** The Kubernetes version whose table it is from; null for what was observed. */
  readonly bootstrap: string | null;
}

export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

export interface SubjectFact {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of service accounts alone. */
  readonly namespace: string | null;
  readonly ref: EvidenceRef | null;
}

export interface BindingFact {
  readonly id: string;
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly name: string;
  readonly namespace: string | null;
  readonly source: string;
  readonly ref: EvidenceRef | null;
  readonly role: {
    readonly kind: 'Role' | 'ClusterRole';
    readonly name: string;
    readonly ref: EvidenceRef | null;
  };
  readonly subjects: readonly SubjectFact[];
  readonly bootstrap: string | null;
}

export interface WebhookFact extends ObjectFact {
  readonly mutating: boolean;
  /** Whether some rule of it is asked about pods that are created. */
  readonly judgesPods: boolean;
}

/** A ValidatingAdmissionPolicy or its binding. */
export interface AdmissionPolicyFact extends ObjectFact {
  /** Whether some rule of it is asked about pods that are created; null of a binding, and where its rules are not known. */
  readonly judgesPods: boolean | null;
  /** Of a binding: the name of its policy. */
  readonly policy: string | null;
}

export interface SigningRequestFact extends ObjectFact {
  readonly signer: string | null;
  readonly requester: string | null;
  readonly approved: boolean;
}

export interface NetworkPolicyFact extends NamespacedFact {
  readonly podSelector: LabelSelector;
  readonly ingress: boolean;
  readonly egress: boolean;
  /** The document of `spec`, for who asks more of it. */
  readonly spec: unknown;
}

export interface CustomResourceFact extends ObjectFact {
  readonly group: string;
  readonly plural: string;
  /** Null where only metadata was collected. */
  readonly namespaced: boolean | null;
}
