import { conditional } from '../outcome.ts';
import { identityRule } from './identity-rule.ts';
import { meet } from './meet.ts';
import { RBAC_PRACTICES } from './pages.ts';
import { holdings, permission } from './permission.ts';
import { placementOf } from './placement.ts';
import { isCovered } from './power.ts';
import { scopeOf } from './targets.ts';

const PROXY = permission('create get', 'core', 'nodes/proxy');
const STATUS = permission('patch update', 'core', 'nodes/status');
const NODES = permission('patch update', 'core', 'nodes');
const EVICT = permission('create', 'core', 'pods/eviction');
const DELETE = permission('delete deletecollection', 'core', 'pods');

export const nodesProxy = identityRule(
  {
    id: 'k8s-nodes-proxy',
    title: 'Command the kubelets (nodes/proxy)',
    kind: 'can-take-over',
    techniques: ['T1609'],
    enables:
      'The kubelet runs commands in every pod of the node for who may proxy to it; get is enough, and no audit log of the API server tells the command.',
    fix: 'Grant nodes/metrics, nodes/stats or nodes/log instead of nodes/proxy.',
    references: [RBAC_PRACTICES],
  },
  (identity, tell) => {
    const { cluster } = identity;
    if (isCovered(identity, null)) return;
    for (const holding of holdings(identity, PROXY)) {
      if (holding.names === null) tell(scopeOf(cluster, null, 'pods'), [holding]);
      else
        for (const unit of cluster.units) {
          const place = placementOf(unit);
          if (place.kind === 'node' && holding.names.has(place.name)) tell(unit.id, [holding]);
        }
    }
  },
);

export const stealPods = identityRule(
  {
    id: 'k8s-steal-pods',
    title: 'Move pods to another node (change nodes and evict pods)',
    kind: 'can-take-over',
    techniques: ['T1610'],
    enables:
      'The identity makes all other nodes unfit and has the pods placed anew, on a node that it holds.',
    fix: 'Do not grant changing nodes or their status together with evicting or deleting pods.',
    references: [RBAC_PRACTICES],
  },
  (identity, tell) => {
    const { cluster } = identity;
    const change = [...holdings(identity, STATUS, true), ...holdings(identity, NODES, true)].filter(
      ({ names }) => names === null,
    );
    const remove = [...holdings(identity, EVICT, true), ...holdings(identity, DELETE, true)];
    for (const { namespace, parts } of meet(identity, change, remove)) {
      if (isCovered(identity, namespace)) continue;
      tell(
        scopeOf(cluster, namespace, 'pods'),
        parts,
        conditional(
          'the holder has a node, and a controller makes the pods anew, which are then placed on it',
        ),
      );
    }
  },
);
