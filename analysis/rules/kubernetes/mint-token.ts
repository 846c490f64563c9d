import { objectId } from '../../kubernetes/ids.ts';
import { conditional, HOLDS } from '../outcome.ts';
import { identityRule } from './identity-rule.ts';
import { meet } from './meet.ts';
import { SECRETS } from './pages.ts';
import { holdings, permission } from './permission.ts';
import { isCovered } from './power.ts';
import { READ_SECRETS } from './secret-rows.ts';
import { scopeOf } from './targets.ts';

const CREATE = permission('create', 'core', 'secrets');

export const mintToken = identityRule(
  {
    id: 'k8s-mint-token-secret',
    title: 'Have a token written into a secret (create and read secrets)',
    kind: 'can-become',
    techniques: ['T1528', 'T1098'],
    enables:
      'A secret of the type kubernetes.io/service-account-token that names an account is filled with a token of it that never ends.',
    fix: 'Do not grant creating and reading secrets together where a service account has more than the holder.',
    references: [SECRETS],
  },
  (identity, tell) => {
    const { cluster } = identity;
    for (const { namespace, parts } of meet(
      identity,
      holdings(identity, CREATE, true),
      holdings(identity, READ_SECRETS, true),
    )) {
      if (isCovered(identity, namespace)) continue;
      const to = scopeOf(cluster, namespace, 'serviceaccounts');
      const names = parts[1]?.names ?? null;
      if (names === null) tell(to, parts);
      else {
        // It can be read under a name that nothing has yet.
        const free = [...names].find(
          (name) =>
            namespace === null || !cluster.secretById.has(objectId(cluster.name, 'secret', namespace, name)),
        );
        if (free === undefined) continue;
        tell(
          to,
          parts,
          namespace !== null && cluster.isComplete('list v1/secrets')
            ? HOLDS
            : conditional(`no secret called ${free} is there yet`),
        );
      }
    }
  },
);
