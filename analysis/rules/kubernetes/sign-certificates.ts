import { identityRule } from './identity-rule.ts';
import { meet } from './meet.ts';
import { nodeUserId } from './node-user.ts';
import { CERTIFICATES } from './pages.ts';
import { type Holding, holdings, permission } from './permission.ts';
import { isCovered } from './power.ts';
import { scopeOf } from './targets.ts';

const GROUP = 'certificates.k8s.io';
const CREATE = permission('create', GROUP, 'certificatesigningrequests');
const APPROVAL = permission('patch update', GROUP, 'certificatesigningrequests/approval');
const APPROVE = permission('approve', GROUP, 'signers');

const CLIENT = 'kubernetes.io/kube-apiserver-client';
const KUBELET = 'kubernetes.io/kube-apiserver-client-kubelet';

/** A signer is granted by its name, or by its domain and `/*`. */
function approves({ names }: Holding, signer: string): boolean {
  return names === null || names.has(signer) || names.has('kubernetes.io/*');
}

export const signCertificates = identityRule(
  {
    id: 'k8s-sign-certificate',
    title: 'Request a client certificate and approve it',
    kind: 'can-become',
    techniques: ['T1649', 'T1098'],
    enables:
      'The cluster signs a certificate for any user and any group but system:masters; it holds until it ends and cannot be revoked.',
    fix: 'Keep approving apart from requesting, and grant approve on named signers only.',
    references: [CERTIFICATES],
  },
  (identity, tell) => {
    const { cluster } = identity;
    if (isCovered(identity, null)) return;
    const create = holdings(identity, CREATE, true);
    const approval = holdings(identity, APPROVAL, true);
    const signers = holdings(identity, APPROVE, true);
    for (const { parts } of meet(
      identity,
      create,
      approval,
      signers.filter((each) => approves(each, CLIENT)),
    )) {
      tell(scopeOf(cluster, null, 'users'), parts);
      tell(scopeOf(cluster, null, 'groups'), parts);
      tell(scopeOf(cluster, null, 'serviceaccounts'), parts);
    }
    for (const { parts } of meet(
      identity,
      create,
      approval,
      signers.filter((each) => approves(each, KUBELET)),
    ))
      for (const name of cluster.nodes.keys()) tell(nodeUserId(cluster, name), parts);
  },
);
