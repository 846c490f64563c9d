import type { EvidenceRef, Relation } from '../../../schema/records.ts';
import { SCOPES_OF_NAMESPACE } from '../../kubernetes/estate/cluster.ts';
import { podSecurityOf } from '../../kubernetes/evaluate/pod-security.ts';
import { HOLDS, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Emit, Rule } from '../rule.ts';
import { nodesOf } from './any-node.ts';
import { ADMISSION, RBAC_PRACTICES } from './pages.ts';
import { scopeOf } from './targets.ts';

const FIX = 'Keep administrators few and named.';

function tell(emit: Emit, rule: string, from: string, to: string, ref: EvidenceRef, says: string): void {
  const outcome = { ...HOLDS, steps: [step(ref, says)] };
  emit(relationOf('controls', rule, { id: from, ref }, to, outcome, says) as Relation);
}

export const clusterControls: Rule = {
  id: 'k8s-cluster-controls',
  title: 'An administrator has everything in the cluster',
  kind: 'controls',
  techniques: ['T1078'],
  enables: 'Every namespace with its secrets and service accounts, and every node.',
  fix: FIX,
  references: [RBAC_PRACTICES],
  subject: 'cluster',
  derive(cluster, _scene, emit) {
    const says = `An administrator of ${cluster.name} has everything in it.`;
    for (const sort of ['pods', 'secrets', 'serviceaccounts'] as const)
      tell(emit, 'k8s-cluster-controls', cluster.id, scopeOf(cluster, null, sort), cluster.ref, says);
    tell(emit, 'k8s-cluster-controls', cluster.id, nodesOf(cluster), cluster.ref, says);
    for (const { id, fact } of cluster.namespaces)
      tell(emit, 'k8s-cluster-controls', cluster.id, id, fact.ref, says);
  },
};

export const namespaceControls: Rule = {
  id: 'k8s-namespace-controls',
  title: 'An administrator has everything in the namespace',
  kind: 'controls',
  techniques: ['T1078'],
  enables: 'Its pods, secrets and service accounts, and new pods in it.',
  fix: FIX,
  references: [RBAC_PRACTICES],
  subject: 'namespace',
  derive({ id, name, cluster, fact }, _scene, emit) {
    const says = `Who administers namespace ${name} has everything in it.`;
    for (const sort of SCOPES_OF_NAMESPACE)
      tell(emit, 'k8s-namespace-controls', id, scopeOf(cluster, name, sort), fact.ref, says);
  },
};

export const namespaceRelabels: Rule = {
  id: 'k8s-namespace-relabel',
  title: 'An administrator of a namespace lifts its Pod Security',
  kind: 'escapes-to',
  techniques: ['T1562', 'T1611'],
  enables:
    'A binding of everything in a namespace is good for the object of the namespace too: its labels, and so its level.',
  fix: 'Bind the role admin instead of cluster-admin in namespaces: it may not change the namespace.',
  references: [ADMISSION],
  subject: 'namespace',
  derive({ id, cluster, fact }, _scene, emit) {
    const { level, ref, says } = podSecurityOf(fact, cluster.fact.version);
    if (level === null || level === 'privileged') return;
    const outcome = { ...HOLDS, steps: [step(ref, `${says} Its administrator may change the label.`)] };
    emit(
      relationOf(
        'escapes-to',
        'k8s-namespace-relabel',
        { id, ref },
        nodesOf(cluster),
        outcome,
        '',
      ) as Relation,
    );
  },
};
