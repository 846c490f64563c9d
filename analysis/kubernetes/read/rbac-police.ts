import type { JsonObject } from '../../../schema/json.ts';
import type { ObservationId } from '../../../schema/records.ts';
import { objectId } from '../ids.ts';
import type { Collected } from './collected.ts';
import type { BindingFact, SubjectFact } from './facts.ts';
import type { Item } from './item.ts';
import { readRole } from './rbac.ts';
import { objectAt, objectsAt, textAt } from './values.ts';

/**
 * Reads what `rbac-police collect` writes: roles with their rules, and of each service account and node which roles it has.
 * Names of bindings are not told, so that each grant stands as a binding of its own, named after its place. Pods are told
 * by name alone, which says nothing of what they may do, and are not read.
 */
export function readCollection(
  document: JsonObject,
  into: Collected,
  source: string,
  observation: ObservationId,
): void {
  const place = { source, labels: {}, annotations: {}, uid: null };
  const item = (pointer: string, kind: string, value: JsonObject): Item => ({
    cluster: into.name,
    source,
    observation,
    pointer,
    kind,
    group: 'rbac.authorization.k8s.io',
    value,
  });
  for (const [index, role] of objectsAt(document, 'roles')) {
    const namespace = textAt(role, 'namespace');
    const metadata = { name: textAt(role, 'name') ?? '', ...(namespace === null ? {} : { namespace }) };
    const kind = namespace === null ? 'ClusterRole' : 'Role';
    into.put('roles', readRole(item(`/roles/${index}`, kind, { metadata, rules: role.rules ?? [] })));
  }
  const grant = (pointer: string, held: JsonObject, subject: Omit<SubjectFact, 'ref'>): void => {
    const name = textAt(held, 'name');
    if (name === null) return;
    const namespace = textAt(held, 'effectiveNamespace');
    const kind = namespace === null ? 'ClusterRoleBinding' : 'RoleBinding';
    const ref = { observation, pointer };
    const binding: BindingFact = {
      id: objectId(into.name, kind.toLowerCase(), namespace, `rbac-police${pointer.replaceAll('/', '-')}`),
      kind,
      name: `rbac-police${pointer.replaceAll('/', '-')}`,
      namespace,
      source,
      ref,
      role: { kind: textAt(held, 'namespace') === null ? 'ClusterRole' : 'Role', name, ref },
      subjects: [{ ...subject, ref }],
      bootstrap: null,
    };
    into.put('bindings', binding);
  };
  for (const [index, account] of objectsAt(document, 'serviceAccounts')) {
    const ref = { observation, pointer: `/serviceAccounts/${index}` };
    const name = textAt(account, 'name');
    const namespace = textAt(account, 'namespace');
    if (name === null || namespace === null) continue;
    const role = textAt(objectAt(account, 'providerIAM'), 'aws');
    into.put('serviceAccounts', {
      ...place,
      id: objectId(into.name, 'serviceaccount', namespace, name),
      name,
      namespace,
      ref,
      annotations: role === null ? {} : { 'eks.amazonaws.com/role-arn': role },
      automount: null,
      assumed: false,
    });
    for (const [at, held] of objectsAt(account, 'roles'))
      grant(`${ref.pointer}/roles/${at}`, held, { kind: 'ServiceAccount', name, namespace });
  }
  for (const [index, node] of objectsAt(document, 'nodes')) {
    const ref = { observation, pointer: `/nodes/${index}` };
    const name = textAt(node, 'name');
    if (name === null) continue;
    const id = objectId(into.name, 'node', null, name);
    into.put('nodes', { ...place, id, name, namespace: null, ref, taints: [], providerId: null });
    for (const [at, held] of objectsAt(node, 'roles'))
      grant(`${ref.pointer}/roles/${at}`, held, {
        kind: 'User',
        name: `system:node:${name}`,
        namespace: null,
      });
  }
}
