import { grantWords } from '../../kubernetes/evaluate/words.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { asBound, ownPower, proofOf, toCluster } from './own-power.ts';

const ANYONE: ReadonlySet<string> = new Set(['system:anonymous', 'system:unauthenticated']);
const EVERYONE: ReadonlySet<string> = new Set(['system:authenticated', 'system:serviceaccounts']);

export const grantedToAnyone: FindingRule = {
  id: 'k8s-granted-to-anyone',
  title: 'Requests without a credential are given permissions',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1190', 'T1078.001'],
  why: 'Whoever reaches the API server has what is bound to system:anonymous or system:unauthenticated; a cluster is created with a few harmless addresses and nothing else.',
  remediation: 'Remove the subject from the binding, and limit anonymous requests to the health endpoints.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests'],
  subject: 'identity',
  find(identity, scene, emit) {
    if (!ANYONE.has(identity.name) || identity.kind === 'ServiceAccount') return;
    const bound = asBound(identity);
    if (!bound) return;
    const power = ownPower(identity, scene);
    emit({
      entity: identity.id,
      title: `${identity.name} is given ${bound.grants.length === 1 ? 'a role' : `${bound.grants.length} roles`}${power.length > 0 ? ' that lead to others' : ''}`,
      severity:
        toCluster(power, identity.cluster.id).length > 0 ? 'critical' : power.length > 0 ? 'high' : 'medium',
      proof: [
        ...bound.grants.map((grant) => step(grant.subject.ref ?? identity.ref, grantWords(grant))),
        ...proofOf(power.slice(0, 3)),
      ],
      conditions: ['the API server takes requests without a credential'],
    });
  },
};

export const grantedToEveryone: FindingRule = {
  id: 'k8s-granted-to-everyone',
  title: 'Everyone with a credential is given permissions that lead to others',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1078'],
  why: 'Every user, or every service account, and so every pod, has what is bound to the group.',
  remediation: 'Bind the role to the users and service accounts that need it.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  subject: 'identity',
  find(identity, scene, emit) {
    const ofNamespace = identity.name.startsWith('system:serviceaccounts:');
    if (identity.kind !== 'Group' || !(EVERYONE.has(identity.name) || ofNamespace)) return;
    const power = ownPower(identity, scene);
    if (power.length === 0) return;
    const administers = toCluster(power, identity.cluster.id).length > 0;
    emit({
      entity: identity.id,
      title: `Everyone in ${identity.name} has permissions that lead to others`,
      severity: administers ? 'critical' : ofNamespace ? 'medium' : 'high',
      proof: proofOf(power.slice(0, 5)),
      conditions: [...new Set(power.flatMap(({ conditions }) => conditions))],
      attributes: { rules: [...new Set(power.map(({ rule }) => rule))] },
    });
  },
};
