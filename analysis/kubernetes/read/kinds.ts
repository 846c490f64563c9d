/** The kinds that are read: how listings name them, and whether they are in a namespace. */
export const READ_KINDS: readonly {
  readonly kind: string;
  readonly group: string;
  readonly plural: string;
}[] = [
  { kind: 'Pod', group: '', plural: 'pods' },
  { kind: 'Namespace', group: '', plural: 'namespaces' },
  { kind: 'Node', group: '', plural: 'nodes' },
  { kind: 'ServiceAccount', group: '', plural: 'serviceaccounts' },
  { kind: 'Secret', group: '', plural: 'secrets' },
  { kind: 'ConfigMap', group: '', plural: 'configmaps' },
  { kind: 'Service', group: '', plural: 'services' },
  { kind: 'PersistentVolume', group: '', plural: 'persistentvolumes' },
  { kind: 'ReplicationController', group: '', plural: 'replicationcontrollers' },
  { kind: 'Role', group: 'rbac.authorization.k8s.io', plural: 'roles' },
  { kind: 'ClusterRole', group: 'rbac.authorization.k8s.io', plural: 'clusterroles' },
  { kind: 'RoleBinding', group: 'rbac.authorization.k8s.io', plural: 'rolebindings' },
  { kind: 'ClusterRoleBinding', group: 'rbac.authorization.k8s.io', plural: 'clusterrolebindings' },
  { kind: 'Deployment', group: 'apps', plural: 'deployments' },
  { kind: 'StatefulSet', group: 'apps', plural: 'statefulsets' },
  { kind: 'DaemonSet', group: 'apps', plural: 'daemonsets' },
  { kind: 'ReplicaSet', group: 'apps', plural: 'replicasets' },
  { kind: 'Job', group: 'batch', plural: 'jobs' },
  { kind: 'CronJob', group: 'batch', plural: 'cronjobs' },
  {
    kind: 'ValidatingWebhookConfiguration',
    group: 'admissionregistration.k8s.io',
    plural: 'validatingwebhookconfigurations',
  },
  {
    kind: 'MutatingWebhookConfiguration',
    group: 'admissionregistration.k8s.io',
    plural: 'mutatingwebhookconfigurations',
  },
  {
    kind: 'ValidatingAdmissionPolicy',
    group: 'admissionregistration.k8s.io',
    plural: 'validatingadmissionpolicies',
  },
  {
    kind: 'ValidatingAdmissionPolicyBinding',
    group: 'admissionregistration.k8s.io',
    plural: 'validatingadmissionpolicybindings',
  },
  { kind: 'CertificateSigningRequest', group: 'certificates.k8s.io', plural: 'certificatesigningrequests' },
  { kind: 'EndpointSlice', group: 'discovery.k8s.io', plural: 'endpointslices' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', plural: 'networkpolicies' },
  { kind: 'CustomResourceDefinition', group: 'apiextensions.k8s.io', plural: 'customresourcedefinitions' },
];

const byListing = new Map(READ_KINDS.map((each) => [`${each.group}/${each.plural}`, each]));

/** The kind whose objects `list GROUP/VERSION/PLURAL` answers with; null for other operations. */
export function kindListed(operation: string): { readonly kind: string; readonly group: string } | null {
  if (!operation.startsWith('list ')) return null;
  const parts = operation.slice('list '.length).split('/');
  const plural = parts.at(-1) ?? '';
  return byListing.get(`${parts.length > 2 ? parts[0] : ''}/${plural}`) ?? null;
}

/** The group of an apiVersion: `apps/v1` is of `apps`, `v1` of the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
