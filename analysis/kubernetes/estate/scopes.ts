import { objectId, parseId } from '../ids.ts';
import type { ScopeOf } from './cluster.ts';

/** `k8s://CLUSTER/scope/NAMESPACE/pods`, and `k8s://CLUSTER/scope/pods` for all namespaces. */
export function scopeId(cluster: string, namespace: string | null, of: ScopeOf): string {
  return objectId(cluster, 'scope', namespace, of);
}

const WORDS: Readonly<Record<ScopeOf, string>> = {
  pods: 'pods',
  workloads: 'new pods',
  secrets: 'secrets',
  serviceaccounts: 'service accounts',
  nodes: 'nodes',
  users: 'users',
  groups: 'groups',
};

/** `all secrets in payments`, `new pods in payments`, `all nodes`. */
export function scopeName(of: ScopeOf, namespace: string | null): string {
  const what = of === 'workloads' ? WORDS[of] : `all ${WORDS[of]}`;
  return namespace === null ? what : `${what} in ${namespace}`;
}

export function parseScope(id: string): { readonly namespace: string | null; readonly of: ScopeOf } | null {
  const parts = parseId(id);
  if (parts?.kind !== 'scope') return null;
  const slash = parts.rest.indexOf('/');
  const of = parts.rest.slice(slash + 1);
  return of in WORDS ? { namespace: slash < 0 ? null : parts.rest.slice(0, slash), of: of as ScopeOf } : null;
}
