/**
 * Ids of entities: `k8s://CLUSTER/KIND/NAMESPACE/NAME`, the kind lower-case and singular; what is not in a namespace has
 * none in its id. The cluster itself is `k8s://CLUSTER`.
 */
export function clusterId(cluster: string): string {
  return `k8s://${cluster}`;
}

export function objectId(cluster: string, kind: string, namespace: string | null, name: string): string {
  return namespace === null
    ? `k8s://${cluster}/${kind}/${name}`
    : `k8s://${cluster}/${kind}/${namespace}/${name}`;
}

/** A container is named under its pod; a controller that stands for pods takes the pod's place. */
export function containerId(cluster: string, namespace: string, pod: string, container: string): string {
  return `k8s://${cluster}/container/${namespace}/${pod}/${container}`;
}

/** Where a pod runs that no known node can be named for. */
export function anyNodeId(cluster: string): string {
  return objectId(cluster, 'node', null, '?');
}

export interface IdParts {
  readonly cluster: string;
  /** Null for the cluster itself. */
  readonly kind: string | null;
  /** All after the kind, in one piece: names of users and groups may hold slashes. */
  readonly rest: string;
}

/** Null for ids of other providers. */
export function parseId(id: string): IdParts | null {
  if (!id.startsWith('k8s://')) return null;
  const [cluster = '', kind, ...rest] = id.slice('k8s://'.length).split('/');
  return { cluster, kind: kind ?? null, rest: rest.join('/') };
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The API server's user name of a service account (Kubernetes, "Authenticating": service account tokens). */
export function serviceAccountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** Namespace and name of the service account that a user name is; null for other users. */
export function serviceAccountOf(user: string): { readonly namespace: string; readonly name: string } | null {
  const match = SERVICE_ACCOUNT.exec(user);
  return match ? { namespace: match[1] as string, name: match[2] as string } : null;
}
