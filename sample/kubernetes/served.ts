/** A kind of object that the API server serves. */
export interface Served {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
}

function served(groupVersion: string, namespaced: boolean, ...kinds: readonly string[]): Served[] {
  const [first = '', second] = groupVersion.split('/');
  return kinds.map((kind) => ({
    group: second === undefined ? '' : first,
    version: second ?? first,
    resource: plural(kind),
    kind,
    namespaced,
    ...(SHORT[kind] === undefined ? {} : { shortNames: [SHORT[kind]] }),
  }));
}

const SHORT: Readonly<Record<string, string>> = {
  Pod: 'po',
  Namespace: 'ns',
  Node: 'no',
  ServiceAccount: 'sa',
  ConfigMap: 'cm',
  Service: 'svc',
  Deployment: 'deploy',
  Ingress: 'ing',
  CustomResourceDefinition: 'crd',
};

function plural(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('s')) return `${name}es`;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}

export const SERVED: readonly Served[] = [
  ...served('v1', false, 'Namespace', 'Node', 'PersistentVolume'),
  ...served('v1', true, 'Pod', 'ServiceAccount', 'Secret', 'ConfigMap', 'Service', 'ReplicationController'),
  ...served('rbac.authorization.k8s.io/v1', false, 'ClusterRole', 'ClusterRoleBinding'),
  ...served('rbac.authorization.k8s.io/v1', true, 'Role', 'RoleBinding'),
  ...served('apps/v1', true, 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'),
  ...served('batch/v1', true, 'Job', 'CronJob'),
  ...served('discovery.k8s.io/v1', true, 'EndpointSlice'),
  ...served('networking.k8s.io/v1', true, 'Ingress', 'NetworkPolicy'),
  ...served(
    'admissionregistration.k8s.io/v1',
    false,
    'ValidatingWebhookConfiguration',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ),
  ...served('certificates.k8s.io/v1', false, 'CertificateSigningRequest'),
  ...served('apiextensions.k8s.io/v1', false, 'CustomResourceDefinition'),
];

export const groupVersion = ({ group, version }: Served) => (group === '' ? version : `${group}/${version}`);
