import type { EvidenceRef } from '../../../schema/records.ts';

/** What a pod, or the template a controller makes pods from, says of its containers and of how they stand on the node. */
export interface PodSpecFact {
  readonly ref: EvidenceRef;
  /** `default` where the manifest names none; `serviceAccountDefaulted` says that it named none. */
  readonly serviceAccount: string;
  readonly serviceAccountDefaulted: boolean;
  /** Null where the pod leaves it to its service account. */
  readonly automount: boolean | null;
  readonly hostPID: boolean;
  readonly hostNetwork: boolean;
  readonly hostIPC: boolean;
  readonly shareProcessNamespace: boolean;
  /** False where the pod has a user namespace of its own; null where it does not say. */
  readonly hostUsers: boolean | null;
  readonly runtimeClass: string | null;
  readonly nodeName: string | null;
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** True where affinity narrows the choice of nodes further than the selector. */
  readonly nodeAffinity: boolean;
  readonly tolerations: readonly TolerationFact[];
  readonly containers: readonly ContainerFact[];
  readonly volumes: readonly VolumeFact[];
  /** Names of secrets that only the kubelet reads, to pull images. */
  readonly imagePullSecrets: readonly string[];
}

export interface TolerationFact {
  readonly key: string | null;
  readonly operator: 'Exists' | 'Equal';
  readonly value: string;
  readonly effect: string | null;
}

export interface ContainerFact {
  readonly name: string;
  /** `init` ends before the others start; a `sidecar` is written among those and runs on. */
  readonly role: 'container' | 'init' | 'sidecar' | 'ephemeral';
  readonly ref: EvidenceRef;
  readonly image: string | null;
  readonly privileged: boolean;
  /** Added capabilities without their prefix CAP_, upper case; `ALL` among them means every one. */
  readonly capabilities: readonly string[];
  /** Of the container, else of its pod; null where neither says. */
  readonly runAsUser: number | null;
  readonly runAsNonRoot: boolean | null;
  readonly allowPrivilegeEscalation: boolean | null;
  /** A Windows container that runs on the host. */
  readonly hostProcess: boolean;
  readonly mounts: readonly MountFact[];
  readonly ports: readonly ContainerPortFact[];
  /** Secrets that its environment reads. */
  readonly secretEnv: readonly { readonly secret: string; readonly ref: EvidenceRef }[];
}

export interface MountFact {
  readonly volume: string;
  readonly path: string;
  readonly subPath: string | null;
  readonly readOnly: boolean;
  readonly ref: EvidenceRef;
}

export interface ContainerPortFact {
  readonly name: string | null;
  readonly port: number;
  readonly hostPort: number | null;
}

interface VolumeBase {
  readonly name: string;
  readonly ref: EvidenceRef;
}

export type VolumeFact = VolumeBase &
  (
    | { readonly type: 'hostPath'; readonly path: string }
    | { readonly type: 'secret'; readonly secret: string }
    | { readonly type: 'claim'; readonly claim: string }
    | {
        readonly type: 'projected';
        /** Audience null means the API server's own. */
        readonly tokens: readonly { readonly audience: string | null; readonly ref: EvidenceRef }[];
        readonly secrets: readonly string[];
      }
    | { readonly type: 'other' }
  );
