import type { Cluster, Identity } from '../../kubernetes/estate/cluster.ts';
import type { RoleFact } from '../../kubernetes/read/facts.ts';
import { identityRule } from './identity-rule.ts';
import { meet } from './meet.ts';
import { RBAC } from './pages.ts';
import { type Holding, holdings, permission } from './permission.ts';
import { isCovered } from './power.ts';

const GROUP = 'rbac.authorization.k8s.io';
const CREATE_HERE = permission('create', GROUP, 'rolebindings');
const CREATE_EVERYWHERE = permission('create', GROUP, 'clusterrolebindings');
const CHANGE_HERE = permission('patch update', GROUP, 'rolebindings');
const CHANGE_EVERYWHERE = permission('patch update', GROUP, 'clusterrolebindings');
/** Bind is asked about the role, where the binding is: a grant in a namespace is good for bindings in it. */
const BIND_CLUSTER_ROLES = { ...permission('bind', GROUP, 'clusterroles'), clusterScoped: false };
const BIND_ROLES = permission('bind', GROUP, 'roles');

const shared = {
  techniques: ['T1098.006'],
  fix: 'Grant bind on named roles only, none of them with more than the holder may give away.',
  references: [RBAC],
} as const;

/** A role that an identity may bind to itself in a namespace, or (null) in the whole cluster. */
export interface Bindable {
  readonly role: RoleFact;
  readonly namespace: string | null;
  readonly parts: readonly Holding[];
}

/** Whether a role gives everything, so that binding it is administering. */
export function givesEverything(cluster: Cluster, role: RoleFact): boolean {
  return (cluster.policy.compiledRole(role).byResource.get('*') ?? []).some(
    ({ verbs, groups, names }) => verbs === null && groups === null && names === null,
  );
}

const known = new WeakMap<Identity, readonly Bindable[]>();

/** Every role that the identity may bind, where; of those that give everything one is enough. */
export function bindables(identity: Identity): readonly Bindable[] {
  let found = known.get(identity);
  if (!found) {
    found = findBindables(identity);
    known.set(identity, found);
  }
  return found;
}

function findBindables(identity: Identity): readonly Bindable[] {
  const found: Bindable[] = [];
  const binds = holdings(identity, BIND_CLUSTER_ROLES, true);
  const bindsHere = holdings(identity, BIND_ROLES, true);
  if (binds.length === 0 && bindsHere.length === 0) return found;
  const everywhere = binds.filter(({ namespace }) => namespace === null);
  const add = (
    making: readonly Holding[],
    binding: readonly Holding[],
    kind: RoleFact['kind'],
    whole: boolean,
  ) => {
    for (const one of binding)
      for (const { namespace, parts } of meet(identity, making, [one]))
        for (const role of rolesOf(identity.cluster, one, kind, namespace)) {
          const [make] = parts;
          if (make && make.verb !== 'create' && !isThereToChange(identity.cluster, make, role, namespace))
            continue;
          found.push({ role, namespace: whole ? null : namespace, parts });
        }
  };
  add(
    [...holdings(identity, CREATE_EVERYWHERE, true), ...holdings(identity, CHANGE_EVERYWHERE, true)],
    everywhere,
    'ClusterRole',
    true,
  );
  if (found.some(({ role }) => givesEverything(identity.cluster, role))) return found;
  const here = [...holdings(identity, CREATE_HERE, true), ...holdings(identity, CHANGE_HERE, true)];
  // What is given everywhere holds in every namespace; each is a place of its own for the binding.
  const places = here.flatMap((each) =>
    each.namespace !== null
      ? [each]
      : identity.cluster.namespaces.map(({ name }) => ({ ...each, namespace: name })),
  );
  const local = binds.length === 0 ? [] : places;
  add(local, binds, 'ClusterRole', false);
  add(places, bindsHere, 'Role', false);
  return found;
}

function rolesOf(
  cluster: Cluster,
  { names }: Holding,
  kind: RoleFact['kind'],
  namespace: string | null,
): readonly RoleFact[] {
  if (names !== null)
    return [...names].flatMap((name) => cluster.policy.roleNamed(kind, name, namespace) ?? []);
  const all = cluster.fact.roles.filter(
    (role) => role.kind === kind && (kind === 'ClusterRole' || role.namespace === namespace),
  );
  const strongest = all.find((role) => givesEverything(cluster, role));
  return strongest ? [strongest] : all;
}

/** A binding keeps its role: to change one to one's own ends it has to be of that role already. */
function isThereToChange(
  cluster: Cluster,
  { names }: Holding,
  role: RoleFact,
  namespace: string | null,
): boolean {
  return cluster.fact.bindings.some(
    (each) =>
      each.namespace === namespace &&
      (names?.has(each.name) ?? true) &&
      each.role.kind === role.kind &&
      each.role.name === role.name,
  );
}

export const bindClusterAdmin = identityRule(
  {
    ...shared,
    id: 'k8s-bind-administrator',
    title: 'Bind a role with everything to itself',
    kind: 'can-escalate-to',
    enables: 'The identity gives itself a role that allows everything in the cluster.',
  },
  (identity, tell) => {
    const { cluster } = identity;
    if (isCovered(identity, null)) return;
    for (const { role, namespace, parts } of bindables(identity))
      if (namespace === null && givesEverything(cluster, role)) tell(cluster.id, parts);
  },
);

export const bindNamespaceAdmin = identityRule(
  {
    ...shared,
    id: 'k8s-bind-namespace-administrator',
    title: 'Bind a role with everything to itself in a namespace',
    kind: 'administers-namespace',
    enables: 'The identity gives itself everything in the namespace.',
  },
  (identity, tell) => {
    const { cluster } = identity;
    for (const { role, namespace, parts } of bindables(identity)) {
      if (namespace === null || isCovered(identity, namespace) || !givesEverything(cluster, role)) continue;
      const found = cluster.namespaceByName.get(namespace);
      if (found) tell(found.id, parts);
    }
  },
);
