import type { Cluster, Identity } from '../../kubernetes/estate/cluster.ts';
import { groupKey } from '../../kubernetes/evaluate/policy.ts';
import { identityRule, type Tell } from './identity-rule.ts';
import { RBAC } from './pages.ts';
import { type Holding, holdings, permission, wholeOf } from './permission.ts';
import { isCovered } from './power.ts';

const GROUP = 'rbac.authorization.k8s.io';
const CHANGE = permission('patch update', GROUP, 'clusterroles');
const CREATE = permission('create', GROUP, 'clusterroles');
const ESCALATE = permission('escalate', GROUP, 'clusterroles');
const CHANGE_HERE = permission('patch update', GROUP, 'roles');
const ESCALATE_HERE = permission('escalate', GROUP, 'roles');

const shared = {
  techniques: ['T1098.006'],
  fix: 'Grant escalate to no one: who may change roles may then give what it has, and no more.',
  references: [RBAC],
} as const;

const reaches = ({ names }: Holding, name: string) => names === null || names.has(name);

/** Roles that the identity has itself, or by a group, and may write anything into; and those fed by labels. */
function growable(
  identity: Identity,
  tell: (namespace: string | null, parts: readonly Holding[]) => void,
): void {
  const { policy } = identity.cluster;
  const change = holdings(identity, CHANGE, true);
  const escalate = holdings(identity, ESCALATE, true);
  const changeHere = holdings(identity, CHANGE_HERE, true);
  const escalateHere = holdings(identity, ESCALATE_HERE, true);
  const [create] = wholeOf(holdings(identity, CREATE, true));
  const [whole] = wholeOf(escalate);
  if (escalate.length === 0 && escalateHere.length === 0) return;
  const grants = [...identity.grants, ...identity.groups.flatMap((name) => policy.grantsTo(groupKey(name)))];
  for (const { role, namespace } of grants) {
    if (role.kind === 'ClusterRole') {
      const may = change.find((each) => reaches(each, role.name));
      const how = escalate.find((each) => reaches(each, role.name));
      if (may && how) tell(namespace, [may, how]);
      // A new role with the right label is taken into an aggregated one.
      else if (role.aggregates !== null && create && whole) tell(namespace, [create, whole]);
    } else {
      const fits = (each: Holding) =>
        (each.namespace === null || each.namespace === namespace) && reaches(each, role.name);
      const may = changeHere.find(fits);
      const how = escalateHere.find(fits);
      if (may && how) tell(namespace, [may, how]);
    }
  }
}

export const escalateCluster = identityRule(
  {
    ...shared,
    id: 'k8s-escalate',
    title: 'Write anything into its own role (escalate)',
    kind: 'can-escalate-to',
    enables: 'The identity adds every permission to a role that it has everywhere.',
  },
  (identity, tell) => {
    if (isCovered(identity, null)) return;
    growable(identity, (namespace, parts) => {
      if (namespace === null) tell(identity.cluster.id, parts);
    });
  },
);

export const escalateNamespace = identityRule(
  {
    ...shared,
    id: 'k8s-escalate-namespace',
    title: 'Write anything into its own role in a namespace (escalate)',
    kind: 'administers-namespace',
    enables: 'The identity adds every permission to a role that it has in the namespace.',
  },
  (identity, tell) => {
    growable(identity, (namespace, parts) => {
      if (namespace !== null && !isCovered(identity, namespace))
        tellNamespace(identity.cluster, namespace, parts, tell);
    });
  },
);

function tellNamespace(cluster: Cluster, name: string, parts: readonly Holding[], tell: Tell): void {
  const found = cluster.namespaceByName.get(name);
  if (found) tell(found.id, parts);
}
