import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../schema/json.ts';
import { derive } from '../../derive.ts';
import {
  account,
  any,
  bind,
  deployment,
  namespace,
  node,
  type PodParts,
  pod,
  role,
  rule,
  secret,
  tokenSecret,
} from '../../kubernetes/testing/manifests.ts';
import { type ClusterOptions, edgesFrom, id, manifests, smallCluster } from './testing/small-cluster.ts';

const APP = id('container/shop/web-0/app');
const BASE: readonly JsonObject[] = [
  namespace('shop'),
  node('worker-1'),
  account('shop', 'web'),
  account('shop', 'default'),
];

function source(parts: PodParts, more: readonly JsonObject[] = [], options?: ClusterOptions) {
  const spec = { serviceAccountName: 'web', ...parts.spec };
  return smallCluster([...BASE, pod('shop', 'web-0', { ...parts, spec }), ...more], options);
}
const edges = (parts: PodParts, more?: readonly JsonObject[], options?: ClusterOptions) =>
  edgesFrom(source(parts, more, options), APP);
const escapes = (...args: Parameters<typeof edges>) =>
  edges(...args).filter((each) => !each.startsWith('k8s-runs-as'));
const secured = (securityContext: JsonObject, spec: JsonObject = {}): PodParts => ({
  spec,
  container: { securityContext },
});
const host = (path: string, readOnly = false, securityContext: JsonObject = {}): PodParts => ({
  spec: { volumes: [{ name: 'host', hostPath: { path } }] },
  container: { securityContext, volumeMounts: [{ name: 'host', mountPath: '/host', readOnly }] },
});

describe('out of the container', () => {
  test('a harmless one has nothing but its account', () => {
    expect(edges({})).toEqual(['k8s-runs-as serviceaccount/shop/web allow']);
  });
  test('privileged', () => {
    expect(escapes(secured({ privileged: true }))).toEqual(['k8s-escape-privileged node/worker-1 allow']);
    expect(escapes(secured({ privileged: false }))).toEqual([]);
    // The proof is the field.
    const { relations } = derive(source(secured({ privileged: true })));
    const [step] = relations.find((each) => each.rule === 'k8s-escape-privileged')?.proof ?? [];
    expect(step?.pointer).toBe('/items/0/spec/containers/0/securityContext/privileged');
  });
  test('loading modules', () => {
    const add = (...names: string[]) => secured({ capabilities: { add: names } });
    for (const name of ['SYS_MODULE', 'CAP_SYS_MODULE', 'ALL', 'sys_module'])
      expect(escapes(add(name)), name).toEqual(['k8s-escape-module node/worker-1 allow']);
    expect(escapes(add('NET_ADMIN'))).toEqual([]);
  });
  test('mounting control groups, where the node has them of the first version', () => {
    const add = { capabilities: { add: ['SYS_ADMIN', 'NET_ADMIN'] } };
    expect(escapes(secured(add))).toEqual(['k8s-escape-cgroup node/worker-1 conditional']);
    expect(escapes(secured(add, { hostUsers: false }))).toEqual([]);
  });
  test('debugging the processes of the node takes both capabilities and hostPID', () => {
    const add = { capabilities: { add: ['SYS_ADMIN', 'SYS_PTRACE'] } };
    expect(escapes(secured(add, { hostPID: true }))).toEqual(['k8s-escape-ptrace node/worker-1 allow']);
    expect(escapes(secured(add)).join()).not.toContain('k8s-escape-ptrace');
    expect(escapes(secured({ capabilities: { add: ['SYS_PTRACE'] } }, { hostPID: true }))).toEqual([]);
    expect(escapes(secured({}, { hostPID: true }))).toEqual([]);
  });
  test('entering its processes', () => {
    expect(escapes(secured({ privileged: true }, { hostPID: true }))).toContain(
      'k8s-escape-nsenter node/worker-1 allow',
    );
    expect(escapes(secured({ privileged: true })).join()).not.toContain('nsenter');
  });
  test.each([
    '/',
    '/etc',
    '/etc/kubernetes/manifests',
    '/root',
    '/root/.ssh',
    '/home',
    '/proc',
    '/proc/sys/kernel',
    '/sys',
    '/var/lib/kubelet',
    '/usr/bin',
    '//etc/../etc/',
  ])('a writable mount of %s', (path) => {
    expect(escapes(host(path))).toEqual(['k8s-escape-host-path node/worker-1 allow']);
    expect(escapes(host(path, true)).join()).not.toContain('host-path');
  });
  test.each(['/data', '/etc/ssl/certs', '/var/lib/app', '/etcetera', '/procedure', '/opt/app'])(
    'a mount of %s leads nowhere',
    (path) => {
      expect(escapes(host(path))).toEqual([]);
    },
  );
  test.each(['/var/run/docker.sock', '/run/containerd/containerd.sock', '/run/crio', '/var/run'])(
    'the runtime behind %s, read-only too',
    (path) => {
      expect(escapes(host(path))).toEqual(['k8s-escape-runtime-socket node/worker-1 allow']);
      expect(escapes(host(path, true))).toEqual(['k8s-escape-runtime-socket node/worker-1 allow']);
    },
  );
  test('reading the kubelet’s files is being the node, not its root', () => {
    expect(escapes(host('/var/lib/kubelet', true))).toEqual([
      'k8s-host-credentials user/system:node:worker-1 allow',
    ]);
    expect(escapes(host('/var/lib/kubelet/plugins', true))).toEqual([]);
  });
  test('links among the logs take the permission to read logs', () => {
    const logs = [role('shop', 'l', rule('get', 'core', 'pods/log')), bind('shop', 'l', 'l', 'sa:shop/web')];
    expect(escapes(host('/var/log'), logs)).toEqual(['k8s-escape-logs user/system:node:worker-1 allow']);
    expect(escapes(host('/var/log'))).toEqual([]);
    expect(escapes(host('/var/log', true), logs)).toEqual([]);
  });
  test('a claim on a volume that is a path of the node', () => {
    const claimed = {
      spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
      container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
    };
    const volume = (path: string, name: string) =>
      any('v1', 'PersistentVolume', 'pv', {
        spec: { hostPath: { path }, claimRef: { namespace: 'shop', name } },
      });
    expect(escapes(claimed, [volume('/', 'data')])).toEqual(['k8s-escape-host-path node/worker-1 allow']);
    expect(escapes(claimed, [volume('/', 'other')])).toEqual([]);
    expect(escapes(claimed, [volume('/srv', 'data')])).toEqual([]);
  });
  test('a host process of Windows', () => {
    expect(escapes(secured({ windowsOptions: { hostProcess: true } }))).toEqual([
      'k8s-escape-host-process node/worker-1 allow',
    ]);
  });
  test('what runs as another user than root has to become root first', () => {
    for (const context of [{ runAsUser: 1000 }, { runAsNonRoot: true }]) {
      expect(escapes(secured({ privileged: true, ...context }))).toEqual([
        'k8s-escape-privileged node/worker-1 conditional',
      ]);
      expect(escapes(host('/etc', false, context))).toEqual([
        'k8s-escape-host-path node/worker-1 conditional',
      ]);
    }
    expect(escapes(secured({ privileged: true }, { securityContext: { runAsUser: 1000 } }))).toEqual([
      'k8s-escape-privileged node/worker-1 conditional',
    ]);
    expect(
      escapes(secured({ privileged: true, runAsUser: 0 }, { securityContext: { runAsUser: 1000 } })),
    ).toEqual(['k8s-escape-privileged node/worker-1 allow']);
  });
  test('a user namespace makes root nobody, and a runtime class may have a kernel of its own', () => {
    expect(escapes(secured({ privileged: true }, { hostUsers: false }))).toEqual([]);
    expect(escapes(secured({ privileged: true }, { runtimeClassName: 'gvisor' }))).toEqual([
      'k8s-escape-privileged node/worker-1 conditional',
    ]);
  });
  test('the network of the node', () => {
    expect(escapes(secured({}, { hostNetwork: true }))).toEqual([
      'k8s-host-network node/worker-1 conditional',
    ]);
  });
});

describe('tokens', () => {
  const as = (parts: PodParts, more: readonly JsonObject[] = [], options?: ClusterOptions) =>
    edges(parts, more, options).filter((each) => each.startsWith('k8s-runs-as'));
  const RUNS = ['k8s-runs-as serviceaccount/shop/web allow'];
  const quiet = account('shop', 'web', { automountServiceAccountToken: false });
  const projected = (audience?: string): PodParts => ({
    spec: {
      automountServiceAccountToken: false,
      volumes: [
        {
          name: 't',
          projected: { sources: [{ serviceAccountToken: { path: 't', ...(audience ? { audience } : {}) } }] },
        },
      ],
    },
    container: { volumeMounts: [{ name: 't', mountPath: '/t' }] },
  });

  test('are mounted unless the pod, or its account where the pod is silent, says otherwise', () => {
    expect(as({})).toEqual(RUNS);
    expect(as({ spec: { automountServiceAccountToken: false } })).toEqual([]);
    expect(as({}, [quiet])).toEqual([]);
    expect(as({ spec: { automountServiceAccountToken: true } }, [quiet])).toEqual(RUNS);
  });
  test('of a volume of its own are there whatever they say, in the container that mounts it', () => {
    expect(as(projected())).toEqual(RUNS);
    expect(as({ ...projected(), container: {} })).toEqual([]);
  });
  test('are bound to an audience', () => {
    const issuer = 'https://issuer.example.com';
    expect(as(projected('vault'), [], { issuer })).toEqual([]);
    expect(as(projected(issuer), [], { issuer })).toEqual(RUNS);
    expect(as(projected('https://kubernetes.default.svc'))).toEqual(RUNS);
    expect(as(projected('vault'))).toEqual(['k8s-runs-as serviceaccount/shop/web unknown']);
  });
  test('are nothing for mirror pods', () => {
    const mirror = { metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } };
    expect(as(mirror)).toEqual([]);
  });
  test('in secrets, of the type that is filled and no other', () => {
    const from = (object: JsonObject) => edgesFrom(smallCluster([...BASE, object]), id('secret/shop/t'));
    expect(from(tokenSecret('shop', 't', 'web'))).toEqual(['k8s-token-secret serviceaccount/shop/web allow']);
    expect(from({ ...tokenSecret('shop', 't', 'web'), type: 'Opaque' })).toEqual([]);
    expect(from({ ...tokenSecret('shop', 't', 'web'), type: null, data: null })).toEqual([
      'k8s-token-secret serviceaccount/shop/web unknown',
    ]);
    expect(from(tokenSecret('shop', 't', 'gone'))).toEqual([]);
    expect(from(secret('shop', 't'))).toEqual([]);
  });
});

describe('secrets of a pod', () => {
  const db = secret('shop', 'db');
  test('are read by the containers that mount them or have them in their environment', () => {
    const reads = ['k8s-mounts-secret secret/shop/db allow'];
    const volume = { spec: { volumes: [{ name: 's', secret: { secretName: 'db' } }] } };
    expect(
      escapes({ ...volume, container: { volumeMounts: [{ name: 's', mountPath: '/s' }] } }, [db]),
    ).toEqual(reads);
    expect(escapes(volume, [db])).toEqual([]);
    expect(
      escapes(
        { container: { env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 'db', key: 'p' } } }] } },
        [db],
      ),
    ).toEqual(reads);
    expect(escapes({ container: { envFrom: [{ secretRef: { name: 'db' } }] } }, [db])).toEqual(reads);
    expect(escapes({ container: { envFrom: [{ secretRef: { name: 'gone' } }] } }, [db])).toEqual([]);
  });
});

describe('containers and nodes', () => {
  test('a pod leads to its containers, and containers with shared processes to one another', () => {
    const two = (share: boolean, other: JsonObject = {}) => ({
      spec: { shareProcessNamespace: share, containers: [{ name: 'app', ...other }, { name: 'side' }] },
    });
    expect(edgesFrom(source(two(false)), id('pod/shop/web-0'))).toEqual([
      'k8s-pod-containers container/shop/web-0/app allow',
      'k8s-pod-containers container/shop/web-0/side allow',
      'k8s-runs-on node/worker-1 allow',
    ]);
    expect(escapes(two(false))).toEqual([]);
    expect(escapes(two(true))).toEqual(['k8s-shared-processes container/shop/web-0/side allow']);
    expect(escapes(two(true, { securityContext: { runAsUser: 7 } }))).toEqual([
      'k8s-shared-processes container/shop/web-0/side conditional',
    ]);
  });
  test('an init container has mostly ended, unless it is a sidecar', () => {
    const spec = {
      initContainers: [{ name: 'setup' }, { name: 'mesh', restartPolicy: 'Always' }],
      containers: [{ name: 'app' }],
    };
    expect(edgesFrom(source({ spec }), id('pod/shop/web-0')).slice(0, 3)).toEqual([
      'k8s-pod-containers container/shop/web-0/app allow',
      'k8s-pod-containers container/shop/web-0/setup conditional',
      'k8s-pod-containers container/shop/web-0/mesh allow',
    ]);
  });
  test('a node leads to its pods alone, and its user to their accounts and secrets alone', () => {
    const objects = [
      ...BASE,
      node('worker-2'),
      secret('shop', 'db'),
      secret('shop', 'other'),
      pod('shop', 'web-0', {
        spec: { serviceAccountName: 'web' },
        container: { envFrom: [{ secretRef: { name: 'db' } }] },
      }),
      pod('shop', 'far', { spec: { nodeName: 'worker-2' } }),
    ];
    const all = derive(smallCluster(objects));
    expect(edgesFrom(all, id('node/worker-1'))).toEqual([
      'k8s-node-hosts pod/shop/web-0 allow',
      'k8s-node-user user/system:node:worker-1 allow',
    ]);
    expect(edgesFrom(all, id('user/system:node:worker-1'))).toEqual([
      'k8s-node-token serviceaccount/shop/web allow',
      'k8s-node-secret secret/shop/db allow',
    ]);
    expect(edgesFrom(all, id('user/system:node:worker-2'))).toEqual([
      'k8s-node-token serviceaccount/shop/default allow',
    ]);
  });
  test('pods that are not running are not left out', () => {
    expect(edges({ status: { phase: 'Pending' } })).toEqual(['k8s-runs-as serviceaccount/shop/web allow']);
    expect(edges({ status: {} })).toEqual(['k8s-runs-as serviceaccount/shop/web allow']);
    expect(edges({ status: { phase: 'Succeeded' } })).toEqual([
      'k8s-runs-as serviceaccount/shop/web conditional',
    ]);
  });
  test('a pod without a node may come to each that would take it', () => {
    const tainted = node('tainted', {}, { taints: [{ key: 'only', value: 'gpu', effect: 'NoSchedule' }] });
    const free = (spec: JsonObject) =>
      escapes(secured({ privileged: true }, { nodeName: null, ...spec }), [
        node('ssd', { disk: 'ssd' }),
        tainted,
      ]);
    expect(free({})).toEqual([
      'k8s-escape-privileged node/ssd conditional',
      'k8s-escape-privileged node/worker-1 conditional',
    ]);
    expect(free({ nodeSelector: { disk: 'ssd' } })).toEqual(['k8s-escape-privileged node/ssd conditional']);
    expect(free({ tolerations: [{ operator: 'Exists' }], nodeSelector: { disk: 'tape' } })).toEqual([
      'k8s-escape-privileged node/? conditional',
    ]);
    expect(free({ tolerations: [{ key: 'only', value: 'gpu', effect: 'NoSchedule' }] })).toHaveLength(3);
  });
});

describe('manifests', () => {
  test('a controller stands for its pods, on a node that nobody knows', () => {
    const all = derive(
      manifests([
        deployment('shop', 'agent', {
          hostPID: true,
          containers: [{ name: 'app', securityContext: { privileged: true } }],
        }),
      ]),
    );
    expect(edgesFrom(all, id('container/shop/agent/app'))).toEqual([
      'k8s-runs-as serviceaccount/shop/default allow',
      'k8s-escape-privileged node/? conditional',
      'k8s-escape-nsenter node/? conditional',
    ]);
    expect(edgesFrom(all, id('node/?'))).toEqual([
      'k8s-node-hosts deployment/shop/agent conditional',
      'k8s-node-user user/system:node:? allow',
    ]);
    expect(all.entities.find(({ id: one }) => one === id('serviceaccount/shop/default'))).toMatchObject({
      collected: true,
      attributes: { assumed: true },
    });
  });
  test('a controller whose pods are known does not stand for them, nor one that was scaled to none', () => {
    const known = pod('shop', 'agent-1', {
      metadata: { ownerReferences: [{ kind: 'Deployment', name: 'agent', controller: true }] },
    });
    const agent = deployment('shop', 'agent', { containers: [{ name: 'app' }] });
    const units = (...objects: JsonObject[]) =>
      derive(manifests(objects))
        .entities.filter(({ kind }) => kind === 'k8s-container')
        .map(({ id: one }) => one);
    expect(units(agent, known)).toEqual([id('container/shop/agent-1/app')]);
    expect(units({ ...agent, spec: { ...(agent.spec as JsonObject), replicas: 0 } })).toEqual([]);
    // Two of one name stay apart.
    expect(units(agent, pod('shop', 'agent'))).toEqual([
      id('container/shop/agent/app'),
      id('container/shop/deployment.agent/app'),
    ]);
  });
  test('a namespace that is not named is default, and gets an account of its own', () => {
    const all = derive(
      manifests([
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }] } },
      ]),
    );
    expect(edgesFrom(all, id('container/default/p/c'))).toEqual([
      'k8s-runs-as serviceaccount/default/default allow',
    ]);
  });
});

describe('services', () => {
  const service = (spec: JsonObject): JsonObject =>
    any('v1', 'Service', 'front', {
      metadata: { namespace: 'shop' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }], ...spec },
    });
  const labelled: PodParts = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', ports: [{ name: 'http', containerPort: 8080 }] }, { name: 'side' }] },
  };
  test('lead to the containers that listen, and outsiders to those with an address outside', () => {
    const all = derive(source(labelled, [service({ type: 'LoadBalancer' })]));
    expect(edgesFrom(all, 'internet')).toEqual(['k8s-exposed-service service/shop/front conditional']);
    expect(edgesFrom(all, id('service/shop/front'))).toEqual([
      'k8s-endpoint container/shop/web-0/app conditional',
    ]);
    expect(edgesFrom(source(labelled, [service({})]), 'internet')).toEqual([]);
    expect(edgesFrom(source(labelled, [service({ type: 'NodePort' })]), 'internet')).toHaveLength(1);
    expect(
      edgesFrom(source(labelled, [service({ selector: { app: 'other' } })]), id('service/shop/front')),
    ).toEqual([]);
  });
  test('go by their endpoints where those are known', () => {
    const slice = (name: string) =>
      any('discovery.k8s.io/v1', 'EndpointSlice', 's', {
        metadata: { namespace: 'shop', labels: { 'kubernetes.io/service-name': 'front' } },
        endpoints: [{ targetRef: { kind: 'Pod', name } }],
      });
    const headless = service({ selector: {} });
    expect(edgesFrom(source(labelled, [headless, slice('web-0')]), id('service/shop/front'))).toHaveLength(1);
    expect(edgesFrom(source(labelled, [headless, slice('web-9')]), id('service/shop/front'))).toEqual([]);
  });
  test('a network policy is a condition, but for pods in the network of the node', () => {
    const policy = any('networking.k8s.io/v1', 'NetworkPolicy', 'fence', {
      metadata: { namespace: 'shop' },
      spec: { podSelector: { matchLabels: { app: 'web' } } },
    });
    const conditions = (parts: PodParts, ...more: JsonObject[]) =>
      derive(source(parts, [service({}), ...more]))
        .relations.filter(({ rule: one }) => one === 'k8s-endpoint')
        .flatMap((each) => each.conditions)
        .join();
    expect(conditions(labelled, policy)).toContain('fence');
    expect(conditions({ ...labelled, spec: { ...labelled.spec, hostNetwork: true } }, policy)).not.toContain(
      'fence',
    );
    expect(conditions(labelled)).not.toContain('fence');
  });
});
