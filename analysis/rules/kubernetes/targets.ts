import type { Cluster, ScopeOf } from '../../kubernetes/estate/cluster.ts';
import { scopeId } from '../../kubernetes/estate/scopes.ts';
import { objectId } from '../../kubernetes/ids.ts';
import type { Holding } from './permission.ts';

type Named = 'pods' | 'secrets' | 'serviceaccounts';

/** What a holding points at: the set of all such objects where it holds, or the objects it names that are known. */
export function targetsOf(cluster: Cluster, { namespace, names }: Holding, of: Named): readonly string[] {
  if (names === null) return [scopeId(cluster.name, namespace, of)];
  const found: string[] = [];
  for (const name of names)
    for (const where of namespace === null ? cluster.namespaces.map((each) => each.name) : [namespace])
      found.push(...objectsNamed(cluster, where, name, of));
  return found;
}

function objectsNamed(cluster: Cluster, namespace: string, name: string, of: Named): readonly string[] {
  switch (of) {
    case 'pods':
      return (cluster.unitsByName.get(name) ?? [])
        .filter((unit) => unit.namespace === namespace && unit.kind === 'pod')
        .map(({ id }) => id);
    case 'secrets': {
      const id = objectId(cluster.name, 'secret', namespace, name);
      return cluster.secretById.has(id) ? [id] : [];
    }
    case 'serviceaccounts': {
      const id = objectId(cluster.name, 'serviceaccount', namespace, name);
      return cluster.identityById.has(id) ? [id] : [];
    }
  }
}

export function scopeOf(cluster: Cluster, namespace: string | null, of: ScopeOf): string {
  return scopeId(cluster.name, namespace, of);
}
