import { arn } from '../../estate/company.ts';
import { type KubernetesObject, object, ownedBy } from './object.ts';
import { WORKLOADS } from './workloads.ts';

const port = { port: 443, targetPort: 8080, protocol: 'TCP' };

/** The pods behind a service, as its controller lists them. */
function endpoints(service: string, app: string): KubernetesObject {
  const namespace = service.slice(0, service.indexOf('/'));
  const pods = WORKLOADS.filter(
    ({ kind, metadata }) =>
      kind === 'Pod' &&
      metadata.namespace === namespace &&
      (metadata.labels as Record<string, string>).app === app,
  );
  return object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    `${service}-q7w2x`,
    {
      addressType: 'IPv4',
      ports: [{ port: 8080, protocol: 'TCP' }],
      endpoints: pods.map((pod) => ({
        addresses: [(pod.status as { podIP: string }).podIP],
        conditions: { ready: true },
        nodeName: (pod.spec as { nodeName: string }).nodeName,
        targetRef: { kind: 'Pod', namespace, name: pod.metadata.name, uid: pod.metadata.uid },
      })),
    },
    {
      labels: { 'kubernetes.io/service-name': service.slice(service.indexOf('/') + 1) },
      ...ownedBy('v1', 'Service', service),
    },
  );
}

/** What is reachable, what is not, and what watches over what is admitted. */
export const NETWORK: readonly KubernetesObject[] = [
  object('v1', 'Service', 'default/kubernetes', {
    spec: { type: 'ClusterIP', clusterIP: '172.20.0.1', ports: [{ port: 443, targetPort: 443 }] },
  }),
  object('v1', 'Service', 'payments/api', {
    spec: { type: 'ClusterIP', selector: { app: 'api' }, ports: [port] },
  }),
  object('v1', 'Service', 'shop/frontend', {
    spec: { type: 'LoadBalancer', selector: { app: 'frontend' }, ports: [port] },
    status: { loadBalancer: { ingress: [{ hostname: 'shop-frontend.elb.example.com' }] } },
  }),
  object('v1', 'Service', 'shop/checkout', {
    spec: { type: 'ClusterIP', selector: { app: 'checkout' }, ports: [port] },
  }),
  endpoints('payments/api', 'api'),
  endpoints('shop/frontend', 'frontend'),
  endpoints('shop/checkout', 'checkout'),
  object('networking.k8s.io/v1', 'Ingress', 'shop/checkout', {
    spec: {
      rules: [
        {
          host: 'checkout.example.com',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'checkout', port: { number: 443 } } },
              },
            ],
          },
        },
      ],
    },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'payments/no-metadata-service', {
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] }],
    },
  }),
  // Left from before the cluster went over to access entries: in the mode API it counts for nothing.
  object('v1', 'ConfigMap', 'kube-system/aws-auth', {
    data: {
      mapRoles: [
        `- rolearn: ${arn.role('eks-node')}`,
        '  username: system:node:{{EC2PrivateDNSName}}',
        '  groups: [system:bootstrappers, system:nodes]',
        `- rolearn: ${arn.role('app-developer')}`,
        '  username: developer',
        '  groups: [system:masters]',
        '',
      ].join('\n'),
    },
  }),
  object('v1', 'ConfigMap', 'shop/frontend', { data: { 'settings.json': '{"theme":"autumn"}' } }),
  object('v1', 'PersistentVolume', 'pvc-2d6f0c1e', {
    spec: {
      capacity: { storage: '20Gi' },
      accessModes: ['ReadWriteOnce'],
      csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-0a1b2c3d4e5f60718' },
      claimRef: { namespace: 'reports', name: 'scratch' },
    },
    status: { phase: 'Bound' },
  }),
  object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'pod-identity-webhook', {
    webhooks: [
      {
        name: 'iam-for-pods.amazonaws.com',
        clientConfig: { url: 'https://127.0.0.1:23443/mutate' },
        rules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' },
        ],
        failurePolicy: 'Ignore',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  }),
  ...['eniconfigs.crd.k8s.amazonaws.com', 'policyendpoints.networking.k8s.aws'].map((name) =>
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', name, {
      spec: {
        group: name.slice(name.indexOf('.') + 1),
        scope: 'Namespaced',
        names: { plural: name.split('.')[0] },
      },
    }),
  ),
];
