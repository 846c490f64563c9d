import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Resource } from './resource.ts';

const WORKLOADS: readonly RelationKind[] = ['can-start-in', 'can-take-over', 'runs-as', 'escapes-to'];
const GRANTS: readonly RelationKind[] = [
  'has-permissions',
  'administers-cluster',
  'administers-namespace',
  'can-escalate-to',
  'can-become',
  'can-start-in',
  'can-read',
  'can-take-over',
];
const ADMISSION: readonly RelationKind[] = ['escapes-to', 'can-escalate-to'];

const CLUSTER_SCOPED =
  /^(?:Namespace|Node|PersistentVolume|Cluster\w+|\w+Webhook\w+|ValidatingAdmission\w+|CertificateSigningRequest|CustomResourceDefinition)$/;

function resource(
  groupVersion: string,
  name: string,
  kind: string,
  hides: readonly RelationKind[],
  more: Partial<Resource> = {},
): Resource {
  const [first = '', second] = groupVersion.split('/');
  return {
    group: second === undefined ? '' : first,
    version: second ?? first,
    resource: name,
    kind,
    form: 'objects',
    namespaced: !CLUSTER_SCOPED.test(kind),
    hides,
    ...more,
  };
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const ADMISSION_GROUP = 'admissionregistration.k8s.io/v1';

/** Every kind of object that is collected, in the order in which it is asked for: permissions first. */
export const KUBERNETES_RESOURCES: readonly Resource[] = [
  resource('v1', 'namespaces', 'Namespace', ['includes', 'escapes-to', 'administers-namespace']),
  resource(RBAC, 'clusterroles', 'ClusterRole', GRANTS),
  resource(RBAC, 'clusterrolebindings', 'ClusterRoleBinding', GRANTS),
  resource(RBAC, 'roles', 'Role', GRANTS),
  resource(RBAC, 'rolebindings', 'RoleBinding', GRANTS),
  resource('v1', 'serviceaccounts', 'ServiceAccount', ['includes', 'runs-as', 'can-assume', 'can-become']),
  resource('v1', 'secrets', 'Secret', ['includes', 'can-read', 'authenticates-as', 'can-become'], {
    form: 'table',
  }),
  resource('v1', 'nodes', 'Node', ['escapes-to', 'hosts', 'runs-on']),
  resource('v1', 'pods', 'Pod', [...WORKLOADS, 'includes', 'hosts', 'runs-on']),
  resource('apps/v1', 'deployments', 'Deployment', WORKLOADS, { formerGroups: ['extensions'] }),
  resource('apps/v1', 'statefulsets', 'StatefulSet', WORKLOADS),
  resource('apps/v1', 'daemonsets', 'DaemonSet', WORKLOADS, { formerGroups: ['extensions'] }),
  resource('apps/v1', 'replicasets', 'ReplicaSet', WORKLOADS, { formerGroups: ['extensions'] }),
  resource('v1', 'replicationcontrollers', 'ReplicationController', WORKLOADS),
  resource('batch/v1', 'jobs', 'Job', WORKLOADS),
  resource('batch/v1', 'cronjobs', 'CronJob', WORKLOADS),
  resource('v1', 'persistentvolumes', 'PersistentVolume', ['escapes-to']),
  resource('v1', 'configmaps', 'ConfigMap', ['can-read'], { form: 'metadata' }),
  resource('v1', 'services', 'Service', ['can-connect-to']),
  resource('discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice', ['can-connect-to']),
  resource('networking.k8s.io/v1', 'ingresses', 'Ingress', ['can-connect-to'], {
    formerGroups: ['extensions'],
  }),
  resource('networking.k8s.io/v1', 'networkpolicies', 'NetworkPolicy', ['can-assume', 'can-connect-to'], {
    formerGroups: ['extensions'],
  }),
  resource(ADMISSION_GROUP, 'validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', ADMISSION),
  resource(ADMISSION_GROUP, 'mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', ADMISSION),
  resource(ADMISSION_GROUP, 'validatingadmissionpolicies', 'ValidatingAdmissionPolicy', ADMISSION),
  resource(
    ADMISSION_GROUP,
    'validatingadmissionpolicybindings',
    'ValidatingAdmissionPolicyBinding',
    ADMISSION,
  ),
  resource('certificates.k8s.io/v1', 'certificatesigningrequests', 'CertificateSigningRequest', [
    'can-become',
  ]),
  resource(
    'apiextensions.k8s.io/v1',
    'customresourcedefinitions',
    'CustomResourceDefinition',
    ['has-permissions'],
    {
      form: 'metadata',
    },
  ),
];
