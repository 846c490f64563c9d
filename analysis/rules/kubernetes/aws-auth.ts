import { all, conditional, step } from '../outcome.ts';
import { identityRule } from './identity-rule.ts';
import { holdings, permission } from './permission.ts';
import { isCovered } from './power.ts';

const CHANGE = permission('patch update', 'core', 'configmaps');

export const changeAwsAuth = identityRule(
  {
    id: 'k8s-aws-auth',
    title: 'Map an AWS principal to an administrator (aws-auth)',
    kind: 'can-escalate-to',
    techniques: ['T1098.006'],
    enables:
      'The config map aws-auth says which AWS role or user is which group of the cluster, system:masters too.',
    fix: 'Use access entries of EKS, and grant changing config maps in kube-system to administrators alone.',
    references: ['https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html'],
  },
  (identity, tell) => {
    const { cluster } = identity;
    if (isCovered(identity, null) || isCovered(identity, 'kube-system')) return;
    const map = cluster.fact.configMaps.find(({ data }) => data !== null);
    if (!map) return;
    for (const holding of holdings(identity, CHANGE))
      if ((holding.namespace ?? 'kube-system') === 'kube-system' && (holding.names?.has('aws-auth') ?? true))
        tell(
          cluster.id,
          [holding],
          all([
            conditional('the cluster’s authentication mode still reads aws-auth', [
              step(map.ref, 'The config map aws-auth is there.'),
            ]),
          ]),
        );
  },
);
