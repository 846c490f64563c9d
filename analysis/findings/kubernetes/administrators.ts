import type { FindingRule } from '../finding-rule.ts';
import { nameOf, ownPower, proofOf, toCluster } from './own-power.ts';

const MOST_PROVEN = 5;

export const clusterAdministrator: FindingRule = {
  id: 'k8s-cluster-administrator',
  title: 'An identity administers the cluster, or can make itself do so',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1078', 'T1098.006'],
  why: 'Whoever has a token of the identity has every secret and every node of the cluster; of a service account every pod that runs as it has such a token.',
  remediation:
    'Bind a role with what the identity needs. The proof names the binding and the rule that make it an administrator.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  subject: 'identity',
  find(identity, scene, emit) {
    const ways = toCluster(ownPower(identity, scene), identity.cluster.id);
    if (ways.length === 0) return;
    const sure = ways.filter(({ verdict }) => verdict === 'allow');
    const told = sure.length > 0 ? sure : ways;
    const is = told.some(({ kind }) => kind === 'administers-cluster');
    const certain = sure.length > 0;
    emit({
      entity: identity.id,
      title: `${nameOf(identity)} ${is ? 'administers the cluster' : `can make itself administrator of the cluster${certain ? '' : ' under conditions'}`}`,
      severity: identity.kind === 'ServiceAccount' ? (certain ? 'high' : 'medium') : 'medium',
      proof: proofOf(told.slice(0, MOST_PROVEN)),
      conditions: certain ? [] : [...new Set(told.flatMap(({ conditions }) => conditions))],
      attributes: { rules: [...new Set(ways.map(({ rule }) => rule))] },
    });
  },
};
