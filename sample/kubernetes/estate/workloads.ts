import { REGION } from '../../estate/company.ts';
import { uuid } from '../../estate/ids.ts';
import { type KubernetesObject, type More, object, ownedBy } from './object.ts';

const node = (number: number) => `ip-10-20-${number}-11.${REGION}.compute.internal`;
export const NODES = [node(1), node(2)] as const;

interface Container {
  readonly name: string;
  readonly image: string;
  readonly [member: string]: unknown;
}
interface PodSpec {
  readonly serviceAccountName: string;
  readonly containers: readonly Container[];
  readonly volumes?: readonly object[];
  readonly [member: string]: unknown;
}

const IMAGES = `444455556666.dkr.ecr.${REGION}.amazonaws.com`;
/** The token that every pod gets whose account does not say otherwise, as admission adds it. */
const API_ACCESS = {
  name: 'kube-api-access',
  projected: {
    defaultMode: 420,
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    ],
  },
};
const API_MOUNT = {
  name: 'kube-api-access',
  readOnly: true,
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
};
/** What EKS's webhook adds for a service account with a role. */
const AWS_TOKEN = {
  name: 'aws-iam-token',
  projected: {
    defaultMode: 420,
    sources: [
      { serviceAccountToken: { audience: 'sts.amazonaws.com', expirationSeconds: 86400, path: 'token' } },
    ],
  },
};
const AWS_MOUNT = {
  name: 'aws-iam-token',
  readOnly: true,
  mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
};
const RESTRICTED = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** A workload with the objects it leads to: its controller, what that made, and its pods. */
function workload(
  kind: 'Deployment' | 'DaemonSet' | 'StatefulSet',
  name: string,
  spec: PodSpec,
  nodes: readonly string[],
) {
  const [namespace = '', own = ''] = name.split('/');
  const labels = { app: own };
  const template = { metadata: { labels }, spec };
  const selector = { matchLabels: labels };
  const controller = object('apps/v1', kind, name, {
    spec: { ...(kind === 'DaemonSet' ? {} : { replicas: nodes.length }), selector, template },
  });
  const set = `${name}-${uuid(name).slice(0, 8)}`;
  const between =
    kind === 'Deployment'
      ? [
          object(
            'apps/v1',
            'ReplicaSet',
            set,
            { spec: { replicas: nodes.length, selector, template } },
            { labels, ...ownedBy('apps/v1', kind, name) },
          ),
        ]
      : [];
  const owner =
    kind === 'Deployment' ? ownedBy('apps/v1', 'ReplicaSet', set) : ownedBy('apps/v1', kind, name);
  const pods = nodes.map((host, index) =>
    pod(
      `${namespace}/${own}-${uuid(`${name}/${index}`).slice(0, 5)}`,
      { ...spec, nodeName: host },
      { labels, ...owner },
      index,
    ),
  );
  return [controller, ...between, ...pods];
}

function pod(name: string, spec: PodSpec, more: More, index: number): KubernetesObject {
  return object(
    'v1',
    'Pod',
    name,
    { spec, status: { phase: 'Running', podIP: `10.20.64.${16 + index}`, hostIP: '10.20.1.11' } },
    more,
  );
}

const app = (name: string, more: object = {}): Container => ({
  name,
  image: `${IMAGES}/${name}:14`,
  ports: [{ containerPort: 8080 }],
  securityContext: RESTRICTED,
  volumeMounts: [API_MOUNT],
  ...more,
});

export const WORKLOADS: readonly KubernetesObject[] = [
  ...NODES.map((name, index) =>
    object(
      'v1',
      'Node',
      name,
      {
        spec: { providerID: `aws:///${REGION}${'ab'[index]}/i-0d4e2f6a8b1c3d5e${index}` },
        status: {
          nodeInfo: { kubeletVersion: 'v1.33.5-eks-113cf36', osImage: 'Amazon Linux 2023' },
          images: [{ names: [`${IMAGES}/api:14`], sizeBytes: 91_000_000 }],
        },
      },
      { labels: { 'eks.amazonaws.com/nodegroup': 'general', 'kubernetes.io/hostname': name } },
    ),
  ),
  ...workload(
    'Deployment',
    'payments/api',
    {
      serviceAccountName: 'api',
      containers: [
        app('api', {
          env: [
            { name: 'AWS_ROLE_ARN', value: 'arn:aws:iam::111122223333:role/payments-api' },
            {
              name: 'PROVIDER_SECRET',
              valueFrom: { secretKeyRef: { name: 'provider-credentials', key: 'client-secret' } },
            },
          ],
          volumeMounts: [API_MOUNT, AWS_MOUNT],
        }),
      ],
      volumes: [API_ACCESS, AWS_TOKEN],
    },
    [node(1), node(2)],
  ),
  ...workload(
    'Deployment',
    'shop/frontend',
    {
      serviceAccountName: 'frontend',
      automountServiceAccountToken: false,
      containers: [app('frontend', { volumeMounts: [] })],
    },
    [node(1), node(2)],
  ),
  ...workload(
    'Deployment',
    'shop/checkout',
    {
      serviceAccountName: 'checkout',
      containers: [app('checkout', { envFrom: [{ secretRef: { name: 'session-key' } }] })],
      volumes: [API_ACCESS],
    },
    [node(2)],
  ),
  // Builds images, and so was given the node's own container runtime.
  ...workload(
    'StatefulSet',
    'ci/runner',
    {
      serviceAccountName: 'runner',
      containers: [
        {
          name: 'runner',
          image: `${IMAGES}/build-runner:7`,
          securityContext: { privileged: true },
          volumeMounts: [API_MOUNT, { name: 'containerd', mountPath: '/run/containerd/containerd.sock' }],
        },
      ],
      volumes: [
        API_ACCESS,
        { name: 'containerd', hostPath: { path: '/run/containerd/containerd.sock', type: 'Socket' } },
      ],
    },
    [node(2)],
  ),
  ...workload(
    'DaemonSet',
    'kube-system/aws-node',
    {
      serviceAccountName: 'aws-node',
      hostNetwork: true,
      containers: [
        {
          name: 'aws-node',
          image: `602401143452.dkr.ecr.${REGION}.amazonaws.com/amazon-k8s-cni:v1.20.1`,
          securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
          volumeMounts: [API_MOUNT],
        },
      ],
      volumes: [API_ACCESS],
    },
    [node(1), node(2)],
  ),
  object('batch/v1', 'CronJob', 'reports/exporter', {
    spec: {
      schedule: '15 4 * * *',
      jobTemplate: {
        spec: {
          template: {
            spec: {
              serviceAccountName: 'exporter',
              restartPolicy: 'Never',
              containers: [app('exporter', { args: ['--to', 's3'], volumeMounts: [] })],
            },
          },
        },
      },
    },
  }),
];
