import { arn } from '../../estate/company.ts';
import { type KubernetesObject, object } from './object.ts';

const NAMESPACES = {
  default: {},
  'kube-system': {},
  'kube-public': {},
  'kube-node-lease': {},
  payments: { 'pod-security.kubernetes.io/enforce': 'restricted' },
  reports: { 'pod-security.kubernetes.io/enforce': 'baseline' },
  shop: { 'pod-security.kubernetes.io/enforce': 'baseline' },
  ci: {},
} as const;

const account = (name: string, annotations?: Readonly<Record<string, string>>, more: object = {}) =>
  object('v1', 'ServiceAccount', name, { ...more }, annotations === undefined ? {} : { annotations });

/** Nobody but this server knows what is in them, and it hands it to nobody who does not ask for it. */
const secret = (
  name: string,
  type: string,
  keys: readonly string[],
  more: Parameters<typeof object>[4] = {},
) =>
  object(
    'v1',
    'Secret',
    name,
    {
      type,
      data: Object.fromEntries(
        keys.map((key) => [key, Buffer.from(`value of ${name} ${key}`).toString('base64')]),
      ),
    },
    more,
  );

export const IDENTITIES: readonly KubernetesObject[] = [
  ...Object.entries(NAMESPACES).map(([name, labels]) =>
    object(
      'v1',
      'Namespace',
      name,
      { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
      {
        labels: { 'kubernetes.io/metadata.name': name, ...labels },
      },
    ),
  ),
  ...Object.keys(NAMESPACES).map((namespace) => account(`${namespace}/default`)),
  account('payments/api', { 'eks.amazonaws.com/role-arn': arn.role('payments-api') }),
  account('reports/exporter'),
  account('shop/frontend', undefined, { automountServiceAccountToken: false }),
  account('shop/checkout'),
  account('ci/runner'),
  account('ci/deployer'),
  account('kube-system/aws-node'),
  secret('payments/provider-credentials', 'Opaque', ['client-id', 'client-secret'], {
    labels: { 'data-classification': 'restricted' },
  }),
  secret('payments/api-tls', 'kubernetes.io/tls', ['tls.crt', 'tls.key']),
  secret('shop/session-key', 'Opaque', ['key']),
  secret('ci/registry', 'kubernetes.io/dockerconfigjson', ['.dockerconfigjson']),
  // From the days when a pipeline outside the cluster deployed with it.
  secret('ci/deployer-token', 'kubernetes.io/service-account-token', ['ca.crt', 'namespace', 'token'], {
    annotations: { 'kubernetes.io/service-account.name': 'deployer' },
  }),
];
