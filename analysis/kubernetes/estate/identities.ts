import { type RbacPolicy, subjectKey } from '../evaluate/policy.ts';
import { callerOf } from '../evaluate/request.ts';
import { objectId, serviceAccountUser } from '../ids.ts';
import type { ClusterFact, SubjectFact } from '../read/facts.ts';
import type { Cluster, Identity, Unit } from './cluster.ts';

export function identityId(cluster: string, { kind, name, namespace }: Omit<SubjectFact, 'ref'>): string {
  const word = kind === 'ServiceAccount' ? 'serviceaccount' : kind.toLowerCase();
  return objectId(cluster, word, kind === 'ServiceAccount' ? namespace : null, name);
}

/** Everyone that an object, a binding or a pod names, and the groups that all requests are in; in order of their ids. */
export function identitiesOf(
  cluster: Cluster,
  fact: ClusterFact,
  policy: RbacPolicy,
  units: readonly Unit[],
): ReadonlyMap<string, Identity> {
  const found = new Map<string, Identity>();
  const add = (subject: SubjectFact) => {
    const id = identityId(cluster.name, subject);
    if (found.has(id)) return;
    const { kind, name, namespace } = subject;
    const user = kind === 'ServiceAccount' ? serviceAccountUser(namespace ?? '', name) : name;
    found.set(id, {
      id,
      cluster,
      kind,
      name,
      namespace,
      ref: subject.ref ?? cluster.ref,
      grants: policy.grantsTo(subjectKey(subject)),
      groups: kind === 'Group' ? [] : callerOf(user).groups,
    });
  };
  for (const { name, namespace, ref } of fact.serviceAccounts)
    add({ kind: 'ServiceAccount', name, namespace, ref });
  for (const { account, namespace, spec } of units)
    if (account !== null)
      add({ kind: 'ServiceAccount', name: spec.serviceAccount, namespace, ref: spec.ref });
  for (const subject of policy.subjects.values()) add(subject);
  for (const name of [
    'system:masters',
    'system:authenticated',
    'system:unauthenticated',
    'system:serviceaccounts',
  ])
    add({ kind: 'Group', name, namespace: null, ref: null });
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
