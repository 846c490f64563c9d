import { type KubernetesObject, object } from './object.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}
const rule = (
  group: string,
  resources: readonly string[],
  verbs: readonly string[],
  more: Partial<Rule> = {},
): Rule => ({
  apiGroups: [group],
  resources,
  verbs,
  ...more,
});
const role = (name: string, ...rules: Rule[]) =>
  object(RBAC, name.includes('/') ? 'Role' : 'ClusterRole', name, { rules });
const BOOTSTRAP = { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } };
const bootstrap = (name: string, ...rules: Rule[]) => object(RBAC, 'ClusterRole', name, { rules }, BOOTSTRAP);

const user = (name: string) => ({ kind: 'User', apiGroup: GROUP, name });
const group = (name: string) => ({ kind: 'Group', apiGroup: GROUP, name });
const account = (name: string) => {
  const [namespace, own] = name.split('/');
  return { kind: 'ServiceAccount', namespace, name: own };
};
/** A binding of the role: of a cluster role where `roleKind` says so. */
function binding(name: string, roleKind: 'Role' | 'ClusterRole', roleName: string, ...subjects: object[]) {
  return object(RBAC, name.includes('/') ? 'RoleBinding' : 'ClusterRoleBinding', name, {
    subjects,
    roleRef: { apiGroup: GROUP, kind: roleKind, name: roleName },
  });
}

const READ = ['get', 'list', 'watch'];
const CHANGE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** What the person who collects may do: the manifest of docs/collecting-kubernetes.md, and no more. */
export const READER_RULES: readonly Rule[] = [
  rule(
    '',
    [
      'namespaces',
      'nodes',
      'pods',
      'serviceaccounts',
      'secrets',
      'configmaps',
      'services',
      'persistentvolumes',
      'replicationcontrollers',
    ],
    ['list'],
  ),
  rule('', ['configmaps'], ['get'], { resourceNames: ['aws-auth'] }),
  rule(GROUP, ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'], ['list']),
  rule('apps', ['deployments', 'statefulsets', 'daemonsets', 'replicasets'], ['list']),
  rule('batch', ['jobs', 'cronjobs'], ['list']),
  rule('discovery.k8s.io', ['endpointslices'], ['list']),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], ['list']),
  rule(
    'admissionregistration.k8s.io',
    [
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
    ],
    ['list'],
  ),
  rule('certificates.k8s.io', ['certificatesigningrequests'], ['list']),
  rule('apiextensions.k8s.io', ['customresourcedefinitions'], ['list']),
  { nonResourceURLs: ['/version', '/.well-known/openid-configuration'], verbs: ['get'] },
];

/** Roles that every cluster has; those of whole systems are cut down to what the story needs. */
const BOOTSTRAP_ROLES: readonly KubernetesObject[] = [
  bootstrap('cluster-admin', rule('*', ['*'], ['*']), { nonResourceURLs: ['*'], verbs: ['*'] }),
  bootstrap(
    'view',
    rule('', ['configmaps', 'endpoints', 'pods', 'pods/log', 'serviceaccounts', 'services'], READ),
    rule('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], READ),
    rule('batch', ['cronjobs', 'jobs'], READ),
  ),
  bootstrap(
    'edit',
    rule(
      '',
      ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'],
      READ,
    ),
    rule('', ['serviceaccounts'], ['impersonate']),
    rule('', ['pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'], CHANGE),
    rule('', ['configmaps', 'secrets', 'serviceaccounts', 'services'], CHANGE),
    rule('', ['serviceaccounts/token'], ['create']),
    rule('apps', ['daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'statefulsets'], CHANGE),
    rule('batch', ['cronjobs', 'jobs'], CHANGE),
    rule('', ['configmaps', 'endpoints', 'pods', 'pods/log', 'serviceaccounts', 'services'], READ),
  ),
  bootstrap(
    'system:basic-user',
    rule('authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']),
    rule('authentication.k8s.io', ['selfsubjectreviews'], ['create']),
  ),
  bootstrap('system:discovery', {
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/openapi',
      '/openapi/*',
      '/readyz',
      '/version',
      '/version/',
    ],
    verbs: ['get'],
  }),
  bootstrap('system:service-account-issuer-discovery', {
    nonResourceURLs: ['/.well-known/openid-configuration', '/openid/v1/jwks'],
    verbs: ['get'],
  }),
];

export const PERMISSIONS: readonly KubernetesObject[] = [
  ...BOOTSTRAP_ROLES,
  role('trustpath-read', ...READER_RULES),
  role('release-manager', rule('apps', ['deployments'], ['get', 'list', 'patch', 'update'])),
  role(
    'payments/credentials-reader',
    rule('', ['secrets'], ['get'], { resourceNames: ['provider-credentials'] }),
  ),
  role('payments/api', rule('', ['configmaps'], ['get', 'watch'])),
  role(
    'ci/job-runner',
    rule('', ['pods'], ['create', 'delete', 'get', 'list', 'watch']),
    rule('', ['pods/exec'], ['create', 'get']),
    rule('', ['secrets'], ['get']),
  ),
  binding('cluster-admin', 'ClusterRole', 'cluster-admin', group('system:masters')),
  binding('system:basic-user', 'ClusterRole', 'system:basic-user', group('system:authenticated')),
  binding('system:discovery', 'ClusterRole', 'system:discovery', group('system:authenticated')),
  binding(
    'system:service-account-issuer-discovery',
    'ClusterRole',
    'system:service-account-issuer-discovery',
    group('system:serviceaccounts'),
  ),
  binding('trustpath-read', 'ClusterRole', 'trustpath-read', user('auditor@example.com')),
  binding('release-manager', 'ClusterRole', 'release-manager', account('ci/deployer')),
  // Made so that a release can check that the credentials of the payment provider are in place.
  binding('payments/deployers-check-credentials', 'Role', 'credentials-reader', group('larkfield:deployers')),
  binding('payments/api', 'Role', 'api', account('payments/api')),
  binding('shop/developers', 'ClusterRole', 'edit', group('larkfield:developers')),
  binding('reports/analysts', 'ClusterRole', 'view', group('larkfield:analysts')),
  binding('ci/job-runner', 'Role', 'job-runner', account('ci/runner')),
  // Its role was deleted with the monitoring that needed it.
  binding('shop/metrics-reader', 'Role', 'metrics-reader', account('shop/frontend')),
];
