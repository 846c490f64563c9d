import type { Relation } from '../../../schema/records.ts';
import { objectId } from '../../kubernetes/ids.ts';
import type { SecretFact } from '../../kubernetes/read/facts.ts';
import { blocked, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { SECRETS } from './pages.ts';

export const TOKEN_TYPE = 'kubernetes.io/service-account-token';

/** Whether the secret holds a token. Since 1.24 there is one only where somebody asked for it. */
export function holdsToken({ type, keys, ref, name, serviceAccount }: SecretFact): Outcome {
  const seen = step(ref, `${name} is the token secret of ${serviceAccount}.`);
  if (type === null)
    return unknown(
      'list v1/secrets: the type of the secret was not collected; its annotation says that it is a token',
      [seen],
    );
  if (type !== TOKEN_TYPE)
    return blocked(ref, `${name} is of the type ${type}, which nobody fills with a token.`);
  // In a manifest it is empty still: the cluster fills it.
  if (keys !== null && keys.length > 0 && !keys.includes('token'))
    return blocked(ref, `${name} has no token yet.`);
  return { ...HOLDS, steps: [seen] };
}

export const tokenSecret: Rule = {
  id: 'k8s-token-secret',
  title: 'A secret with the token of a service account',
  kind: 'authenticates-as',
  techniques: ['T1552.007', 'T1528'],
  enables: 'Who has the secret is the service account, until the secret is deleted: the token never ends.',
  fix: 'Delete the secret; workloads and people get tokens that end by the token request.',
  references: [SECRETS],
  subject: 'tokenSecret',
  derive({ cluster, fact }, _scene, emit) {
    const { namespace, serviceAccount } = fact;
    if (serviceAccount === null) return;
    const to = objectId(cluster.name, 'serviceaccount', namespace, serviceAccount);
    if (!cluster.identityById.has(to) && cluster.isComplete('list v1/serviceaccounts')) return;
    const relation: Relation | null = relationOf(
      'authenticates-as',
      'k8s-token-secret',
      fact,
      to,
      holdsToken(fact),
      '',
    );
    if (relation) emit(relation);
  },
};
