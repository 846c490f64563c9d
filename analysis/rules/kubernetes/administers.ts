import { MASTERS } from '../../kubernetes/evaluate/request.ts';
import { HOLDS, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { RBAC, RBAC_PRACTICES } from './pages.ts';
import { stepsOf } from './permission.ts';
import { powerOf } from './power.ts';

const FIX =
  'Grant what the identity needs instead of everything; keep administrators few and named, and bind none to workloads.';

export const administersCluster: Rule = {
  id: 'k8s-administrator',
  title: 'Administrator of the cluster',
  kind: 'administers-cluster',
  techniques: ['T1078'],
  enables: 'Everything in the cluster: every secret, every pod, every node that takes pods.',
  fix: FIX,
  references: [RBAC_PRACTICES],
  subject: 'identity',
  derive(identity, _scene, emit) {
    const { cluster } = identity;
    const { cluster: whole } = powerOf(identity);
    const masters = identity.kind === 'Group' && identity.name === MASTERS;
    if (!whole && !masters) return;
    const says = 'The group system:masters may do everything: RBAC is not asked.';
    const steps = masters ? [step(cluster.ref, says)] : whole ? stepsOf(whole, cluster.ref) : [];
    const relation = relationOf(
      'administers-cluster',
      'k8s-administrator',
      identity,
      cluster.id,
      { ...HOLDS, steps },
      says,
    );
    if (relation) emit(relation);
  },
};

export const administersNamespace: Rule = {
  id: 'k8s-namespace-administrator',
  title: 'Everything in a namespace',
  kind: 'administers-namespace',
  techniques: ['T1078'],
  enables: 'Every secret, pod and service account of the namespace, and the labels of the namespace itself.',
  fix: FIX,
  references: [RBAC],
  subject: 'identity',
  derive(identity, _scene, emit) {
    const { cluster } = identity;
    const power = powerOf(identity);
    if (power.cluster) return;
    for (const [name, whole] of power.namespaces) {
      const namespace = cluster.namespaceByName.get(name);
      if (!namespace) continue;
      const outcome = { ...HOLDS, steps: stepsOf(whole, cluster.ref) };
      const relation = relationOf(
        'administers-namespace',
        'k8s-namespace-administrator',
        identity,
        namespace.id,
        outcome,
        '',
      );
      if (relation) emit(relation);
    }
  },
};
