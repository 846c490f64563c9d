import { type Cursor, field, items, refOf, text } from '../../observations/cursor.ts';
import { importedId } from '../ids.ts';
import { clusterThing } from './cluster-names.ts';
import type { ClaimFormat, Claims } from './format.ts';

/**
 * What `rbac-police eval` writes: its policies, and who violates each. A policy stands for the power that it looks for; one
 * of severity Critical for that over the whole cluster.
 */
export const rbacPolice: ClaimFormat = {
  operation: 'read rbac-police evaluation',
  program: 'rbac-police',
  read(document, parameters, claims) {
    const cluster = String(parameters.cluster ?? '');
    for (const result of items(field(document, 'policyResults'))) {
      const file = text(result, 'policy');
      if (file === null) continue;
      const policy = file.slice(file.lastIndexOf('/') + 1).replace(/\.rego$/, '');
      const severity = text(result, 'severity');
      const key = `policy ${policy}`;
      claims.node({
        key,
        kinds: ['Policy'],
        name: text(result, 'description') ?? policy,
        id: importedId('rbac-police', cluster, policy),
        inOurTerms: false,
        alsoKnownAs: [],
        crown: severity === 'Critical',
        told: { policy, ...(severity === null ? {} : { severity }) },
        ref: refOf(result),
      });
      const violates = (from: string, kind: string, at: Cursor) =>
        claims.edge({ from, to: key, undescribed: null, kind, traversable: true, ref: refOf(at) });
      const violations = field(result, 'violations');
      for (const at of items(field(violations, 'serviceAccounts')))
        violates(subject(claims, cluster, accountOf(at), at), 'violates', at);
      for (const at of items(field(violations, 'nodes')))
        if (typeof at.value === 'string')
          violates(
            subject(claims, cluster, { kind: 'Node', namespace: null, name: at.value }, at),
            'violates',
            at,
          );
      for (const at of items(field(violations, 'combined'))) {
        const node = text(at, 'node');
        if (node === null) continue;
        const others = [...items(field(at, 'serviceAccounts'))].map(({ value }) => String(value));
        violates(
          subject(claims, cluster, { kind: 'Node', namespace: null, name: node }, at),
          `violates, together with ${others.join(', ')} on it,`,
          at,
        );
      }
    }
  },
};

interface Named {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** `{"name", "namespace"}`, or `namespace:name` in abbreviated results. */
function accountOf(at: Cursor): Named {
  if (typeof at.value === 'string') {
    const [namespace = '', name = ''] = at.value.split(':');
    return { kind: 'ServiceAccount', namespace, name };
  }
  return { kind: 'ServiceAccount', namespace: text(at, 'namespace') ?? '', name: text(at, 'name') ?? '' };
}

function subject(claims: Claims, cluster: string, { kind, namespace, name }: Named, at: Cursor): string {
  const key = `${kind} ${namespace ?? ''}/${name}`;
  const { id, ours } = clusterThing({ program: 'rbac-police', cluster, kind, namespace, name, key });
  claims.node({
    key,
    kinds: [kind],
    name,
    id,
    inOurTerms: ours,
    alsoKnownAs: [],
    crown: false,
    told: {},
    ref: refOf(at),
  });
  return key;
}
