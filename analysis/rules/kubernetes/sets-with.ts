import type { Relation } from '../../../schema/records.ts';
import type { ScopeOf } from '../../kubernetes/estate/cluster.ts';
import { parseId } from '../../kubernetes/ids.ts';
import type { Scene } from '../rule.ts';
import { scopeIncludes } from './scope-rules.ts';
import { scopeOf } from './targets.ts';

const SETS: Readonly<Record<string, ScopeOf>> = {
  pod: 'pods',
  secret: 'secrets',
  serviceaccount: 'serviceaccounts',
  node: 'nodes',
  user: 'users',
  group: 'groups',
};

/** The sets that an entity is in: a permission that names no object points at one of them, and means each member. */
export function setsWith(
  id: string,
  scene: Scene,
): readonly { readonly id: string; readonly member: Relation }[] {
  const parts = parseId(id);
  const cluster = parts && scene.kubernetes.byName.get(parts.cluster);
  const of = parts?.kind ? SETS[parts.kind] : undefined;
  if (!parts || !cluster || of === undefined) return [];
  const slash = parts.rest.indexOf('/');
  const inNamespace = of === 'pods' || of === 'secrets' || of === 'serviceaccounts';
  const namespace = inNamespace && slash >= 0 ? parts.rest.slice(0, slash) : null;
  const own = cluster.scopes.find((each) => each.of === of && each.namespace === namespace);
  if (!own || scopeIncludes.subject !== 'scope') return [];
  let member: Relation | undefined;
  scopeIncludes.derive(own, scene, (relation) => {
    if (relation.to === id) member = relation;
  });
  if (!member) return [];
  const sets = [{ id: own.id, member }];
  return namespace === null ? sets : [...sets, { id: scopeOf(cluster, null, of), member }];
}
