import type { Coverage, EvidenceRef } from '../../../schema/records.ts';
import { bootstrapPolicy } from '../bootstrap/policy.ts';
import { objectId } from '../ids.ts';
import type { Collected } from './collected.ts';
import type { BindingFact, ClusterFact, NamespaceFact, RoleFact, ServiceAccountFact } from './facts.ts';

/** The facts of a cluster, with what it would have added to manifests by itself. */
export function clusterFacts(found: Collected, id: string, coverage: readonly Coverage[]): ClusterFact {
  const filesOnly = found.sources.every(({ kind }) => kind === 'kubernetes-files');
  const own = new Set(found.sources.map((each) => each.id));
  const listed = found.list('namespaces');
  const namespaces = filesOnly ? withMentioned(found, listed) : listed;
  const accounts = found.list('serviceAccounts');
  const roles = found.list('roles');
  const bindings = found.list('bindings');
  const given = filesOnly && found.sources.length > 0 ? bootstrapPolicy(found.name, sourceOf(found)) : null;
  return {
    id,
    name: found.name,
    sources: found.sources,
    coverage: coverage.filter((each) => own.has(each.source)),
    filesOnly,
    ref: found.ref,
    version: found.version,
    issuer: found.issuer,
    namespaces,
    nodes: found.list('nodes'),
    pods: found.list('pods'),
    controllers: found.list('controllers'),
    serviceAccounts: filesOnly ? withDefaults(found, namespaces, accounts) : accounts,
    secrets: found.list('secrets'),
    configMaps: found.list('configMaps'),
    services: found.list('services'),
    endpointSlices: found.list('endpointSlices'),
    persistentVolumes: found.list('persistentVolumes'),
    roles: given ? addMissing<RoleFact>(roles, given.roles) : roles,
    bindings: given ? addMissing<BindingFact>(bindings, given.bindings) : bindings,
    webhooks: found.list('webhooks'),
    admissionPolicies: found.list('admissionPolicies'),
    signingRequests: found.list('signingRequests'),
    networkPolicies: found.list('networkPolicies'),
    customResources: found.list('customResources'),
    refused: found.refused,
  };
}

function sourceOf(found: Collected): string {
  return found.sources[0]?.id ?? '';
}

/** Namespaces that objects of files are in are there, whether or not a file describes them. */
function withMentioned(found: Collected, listed: readonly NamespaceFact[]): readonly NamespaceFact[] {
  const all = new Map(listed.map((each) => [each.name, each]));
  const note = (name: string, source: string, ref: EvidenceRef | null) => {
    if (all.has(name) || ref === null) return;
    const id = objectId(found.name, 'namespace', null, name);
    all.set(name, {
      id,
      name,
      namespace: null,
      source,
      ref,
      uid: null,
      labels: {},
      annotations: {},
      assumed: true,
    });
  };
  for (const list of ['pods', 'controllers', 'serviceAccounts', 'secrets', 'services', 'configMaps'] as const)
    for (const each of found.list(list)) note(each.namespace, each.source, each.ref);
  for (const each of [...found.list('roles'), ...found.list('bindings')])
    if (each.namespace !== null) note(each.namespace, each.source, each.ref);
  // A binding may name an account of a namespace that no file describes; and every cluster has kube-system.
  for (const { source, subjects } of found.list('bindings'))
    for (const { namespace, ref } of subjects) if (namespace !== null) note(namespace, source, ref);
  note('kube-system', sourceOf(found), found.ref);
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Each namespace is given an account called `default` (Kubernetes, "Managing Service Accounts": the controller). */
function withDefaults(
  found: Collected,
  namespaces: readonly NamespaceFact[],
  accounts: readonly ServiceAccountFact[],
): readonly ServiceAccountFact[] {
  const known = new Set(accounts.map((each) => each.id));
  const added = namespaces.flatMap((namespace): ServiceAccountFact[] => {
    const id = objectId(found.name, 'serviceaccount', namespace.name, 'default');
    if (known.has(id)) return [];
    const { source, ref } = namespace;
    const base = { name: 'default', namespace: namespace.name, uid: null, labels: {}, annotations: {} };
    return [{ ...base, id, source, ref, automount: null, assumed: true }];
  });
  return [...accounts, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function addMissing<T extends { readonly id: string }>(
  found: readonly T[],
  given: readonly T[],
): readonly T[] {
  const known = new Set(found.map((each) => each.id));
  return [...found, ...given.filter((each) => !known.has(each.id))];
}
