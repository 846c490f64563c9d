import type { Identity } from '../../kubernetes/estate/cluster.ts';
import type { Holding } from './permission.ts';

/** Several permissions that hold together in one namespace, or (null) everywhere; one holding of each. */
export interface Meeting {
  readonly namespace: string | null;
  readonly parts: readonly Holding[];
}

/**
 * Where all permissions hold together. Everywhere comes first and makes the namespaces superfluous. At least one of the
 * holdings is the identity's own: what its groups have together, the groups have.
 */
export function meet(identity: Identity, ...lists: readonly (readonly Holding[])[]): readonly Meeting[] {
  if (lists.some((list) => list.length === 0)) return [];
  const everywhere = choose(identity, null, lists);
  if (everywhere) return [everywhere];
  const places = new Set(lists.flatMap((list) => list.flatMap(({ namespace }) => namespace ?? [])));
  return [...places].sort().flatMap((namespace) => choose(identity, namespace, lists) ?? []);
}

function choose(
  identity: Identity,
  namespace: string | null,
  lists: readonly (readonly Holding[])[],
): Meeting | null {
  const fits = (each: Holding) => each.namespace === null || each.namespace === namespace;
  const parts: Holding[] = [];
  for (const list of lists) {
    // A holding on all objects before one that names some, the identity's own before a group's.
    const found =
      list.find((each) => fits(each) && each.names === null && isOwn(identity, each)) ??
      list.find((each) => fits(each) && each.names === null) ??
      list.find((each) => fits(each) && isOwn(identity, each)) ??
      list.find(fits);
    if (!found) return null;
    parts.push(found);
  }
  return parts.some((each) => isOwn(identity, each)) ? { namespace, parts } : null;
}

export function isOwn(identity: Identity, { grant }: Holding): boolean {
  return identity.grants.includes(grant);
}
