import { objectId } from '../ids.ts';
import type { BindingFact, RoleFact, SubjectFact } from '../read/facts.ts';
import { CONTROLLER_NAMES, CONTROLLER_ROLES } from './controller-roles.ts';
import type { GivenRole } from './given-role.ts';
import { GIVEN_ROLES } from './roles.ts';

/** The version of Kubernetes that the tables here are of. */
export const BOOTSTRAP_VERSION = '1.33';

const user = (name: string): SubjectFact => ({ kind: 'User', name, namespace: null, ref: null });
const group = (name: string): SubjectFact => ({ kind: 'Group', name, namespace: null, ref: null });
const account = (name: string): SubjectFact => ({
  kind: 'ServiceAccount',
  name,
  namespace: 'kube-system',
  ref: null,
});

/** By the name of the binding, which is that of its role. */
const BINDINGS: Readonly<Record<string, readonly SubjectFact[]>> = {
  'cluster-admin': [group('system:masters')],
  'system:monitoring': [group('system:monitoring')],
  'system:discovery': [group('system:authenticated')],
  'system:basic-user': [group('system:authenticated')],
  'system:public-info-viewer': [group('system:authenticated'), group('system:unauthenticated')],
  'system:node-proxier': [user('system:kube-proxy')],
  'system:kube-controller-manager': [user('system:kube-controller-manager')],
  'system:kube-dns': [account('kube-dns')],
  'system:kube-scheduler': [user('system:kube-scheduler')],
  'system:volume-scheduler': [user('system:kube-scheduler')],
  'system:service-account-issuer-discovery': [group('system:serviceaccounts')],
  // Nodes are let in by the node authorizer, not by this binding, which has no subject.
  'system:node': [],
  ...Object.fromEntries(CONTROLLER_NAMES.map((name) => [`system:controller:${name}`, [account(name)]])),
};

/**
 * The cluster roles and bindings that an API server makes at its first start, for clusters of which only manifests were
 * seen. Nothing in the evidence says them: they have no place, and name the version they are of.
 */
export function bootstrapPolicy(
  cluster: string,
  source: string,
): { readonly roles: readonly RoleFact[]; readonly bindings: readonly BindingFact[] } {
  return {
    roles: [...GIVEN_ROLES, ...CONTROLLER_ROLES].map((given) => roleOf(cluster, source, given)),
    bindings: Object.entries(BINDINGS).map(([name, subjects]) => ({
      id: objectId(cluster, 'clusterrolebinding', null, name),
      kind: 'ClusterRoleBinding',
      name,
      namespace: null,
      source,
      ref: null,
      role: { kind: 'ClusterRole', name, ref: null },
      subjects,
      bootstrap: BOOTSTRAP_VERSION,
    })),
  };
}

const label = (name: string): Record<string, string> => ({
  [`rbac.authorization.k8s.io/aggregate-to-${name}`]: 'true',
});

function roleOf(cluster: string, source: string, given: GivenRole): RoleFact {
  return {
    id: objectId(cluster, 'clusterrole', null, given.name),
    kind: 'ClusterRole',
    name: given.name,
    namespace: null,
    source,
    ref: null,
    labels: {
      'kubernetes.io/bootstrapping': 'rbac-defaults',
      ...(given.feeds === undefined ? {} : label(given.feeds)),
    },
    annotations: {},
    rules: given.rules.map((rule, index) => ({
      index,
      verbs: rule.verbs,
      apiGroups: rule.groups,
      resources: rule.resources,
      resourceNames: rule.names,
      nonResourceURLs: rule.urls,
      ref: null,
    })),
    aggregates:
      given.fedAs === undefined ? null : [{ matchLabels: label(given.fedAs), matchExpressions: [] }],
    bootstrap: BOOTSTRAP_VERSION,
  };
}
