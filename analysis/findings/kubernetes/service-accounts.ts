import { grantWords } from '../../kubernetes/evaluate/words.ts';
import { objectId } from '../../kubernetes/ids.ts';
import { holdsToken } from '../../rules/kubernetes/token-secret.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { asBound, ownPower } from './own-power.ts';

export const longLivedToken: FindingRule = {
  id: 'k8s-long-lived-token',
  title: 'A secret holds a token that never ends',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1552.007', 'T1528'],
  why: 'The token is good until the secret is deleted, for whoever once read it, backups included. Since 1.24 nobody is given one unasked.',
  remediation: 'Delete the secret, and let workloads and people request tokens that end.',
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets'],
  subject: 'tokenSecret',
  find({ cluster, fact }, scene, emit) {
    const holds = holdsToken(fact);
    if (holds.verdict === 'deny') return;
    const account = cluster.identityById.get(
      objectId(cluster.name, 'serviceaccount', fact.namespace, fact.serviceAccount ?? ''),
    );
    const power = account ? ownPower(account, scene) : [];
    emit({
      entity: fact.id,
      title: `Secret ${fact.namespace}/${fact.name} holds a token of ${fact.serviceAccount} that never ends`,
      severity: power.length > 0 ? 'high' : 'medium',
      confidence: holds.verdict === 'allow' ? 'high' : 'medium',
      proof: [...holds.steps, ...power.slice(0, 2).flatMap(({ proof }) => proof)],
      conditions: holds.conditions,
    });
  },
};

export const defaultAccount: FindingRule = {
  id: 'k8s-default-account-with-power',
  title: 'A default service account is given permissions',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1078.001'],
  why: 'Every pod of the namespace that names no service account runs as this one, and has what it is given.',
  remediation:
    'Give the workload that needs the permissions an account of its own, and bind the role to that.',
  references: ['https://kubernetes.io/docs/concepts/security/service-accounts/'],
  subject: 'identity',
  find(identity, scene, emit) {
    if (identity.kind !== 'ServiceAccount' || identity.name !== 'default') return;
    const bound = asBound(identity);
    if (!bound) return;
    const power = ownPower(identity, scene);
    emit({
      entity: identity.id,
      title: `The default service account of ${identity.namespace} is given ${bound.grants.length === 1 ? 'a role' : `${bound.grants.length} roles`}`,
      severity: power.length > 0 ? 'high' : 'low',
      proof: bound.grants
        .slice(0, 5)
        .map((grant) => step(grant.subject.ref ?? identity.ref, grantWords(grant))),
    });
  },
};
