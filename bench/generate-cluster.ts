import { type MemoryCall, memorySource } from '../analysis/observations/memory-source.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import type { Json, JsonObject } from '../schema/json.ts';
import type { Coverage } from '../schema/records.ts';
import { seeded } from './generate-graph.ts';

const SOURCE = 'kubernetes:bench';
const RBAC = 'rbac.authorization.k8s.io';
const PAGE = 500;

interface ClusterObservations {
  readonly calls: readonly MemoryCall[];
  readonly coverage: readonly Coverage[];
}

/**
 * A cluster as clusters are: fifty pods a node and a hundred a namespace, made by deployments, with five service accounts,
 * a few secrets, roles and bindings, and services in each; an agent on every node, one in twenty of them privileged; forty
 * operators with permissions of the whole cluster, one of which administers it. Answers come in pages of 500. The same
 * size gives the same cluster.
 */
export function generateCluster(pods: number, seed = 11): ObservationSource {
  const { calls, coverage } = clusterObservations(pods, seed);
  return memorySource(calls, { coverage });
}

/** The answers of the cluster, and that they are complete. */
export function clusterObservations(pods: number, seed = 11): ClusterObservations {
  const random = seeded(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const nodes = Math.max(3, Math.round(pods / 50));
  const namespaces = Math.max(3, Math.round(pods / 100));
  const found = new Map<string, JsonObject[]>();
  const add = (listing: string, object: JsonObject) => {
    const known = found.get(listing);
    if (known) known.push(object);
    else found.set(listing, [object]);
  };
  const meta = (namespace: string | null, name: string, rest: JsonObject = {}): JsonObject => ({
    ...(namespace === null ? {} : { namespace }),
    name,
    uid: `${namespace}-${name}`,
    ...rest,
  });
  const rule = (verbs: string[], groups: string[], resources: string[]): JsonObject => ({
    verbs,
    apiGroups: groups,
    resources,
  });
  const bindTo = (kind: string, name: string, subjects: JsonObject[]): JsonObject => ({
    roleRef: { apiGroup: RBAC, kind, name },
    subjects,
  });
  const account = (namespace: string, name: string): JsonObject => ({
    kind: 'ServiceAccount',
    namespace,
    name,
  });

  const everyday: JsonObject[] = [
    rule(['get', 'list', 'watch'], [''], ['configmaps', 'pods', 'services']),
    rule(['get', 'list'], [''], ['secrets']),
    rule(['create', 'patch'], ['apps'], ['deployments']),
    rule(['create'], [''], ['pods/exec']),
    rule(['create', 'get'], ['batch'], ['jobs']),
  ];
  for (const [name, rules] of [
    ['cluster-admin', [rule(['*'], ['*'], ['*'])]],
    ['view', [everyday[0] as JsonObject]],
    ['deployer', everyday],
    ['watcher', [rule(['get', 'list', 'watch'], ['', 'apps'], ['*'])]],
    [
      'operator',
      [
        rule(['create', 'update', 'patch'], ['apps'], ['deployments', 'daemonsets']),
        rule(['get'], [''], ['secrets']),
      ],
    ],
  ] as const)
    add(`list ${RBAC}/v1/clusterroles`, { metadata: meta(null, name), rules: rules as unknown as Json });

  for (let index = 0; index < nodes; index++) {
    const agent = `agent-${index}`;
    add('list v1/nodes', { metadata: meta(null, `node-${index}`), spec: {} });
    add('list v1/pods', {
      metadata: meta('ns-0', agent, { labels: { app: 'agent' } }),
      spec: {
        nodeName: `node-${index}`,
        serviceAccountName: 'sa-0',
        containers: [
          {
            name: 'agent',
            image: 'registry.example.com/agent:1',
            securityContext: { privileged: index % 20 === 0 },
          },
        ],
      },
      status: { phase: 'Running' },
    });
  }
  for (let index = 0; index < namespaces; index++) {
    const namespace = `ns-${index}`;
    const labels = index % 3 === 0 ? { 'pod-security.kubernetes.io/enforce': 'baseline' } : {};
    add('list v1/namespaces', { metadata: meta(null, namespace, { labels }) });
    for (const name of ['default', 'sa-0', 'sa-1', 'sa-2', 'deploy'])
      add('list v1/serviceaccounts', { metadata: meta(namespace, name) });
    for (let each = 0; each < 6; each++)
      add('list v1/secrets', {
        metadata: meta(
          namespace,
          `secret-${each}`,
          each === 0 && index % 50 === 0 ? { labels: { 'data-classification': 'restricted' } } : {},
        ),
        type: 'Opaque',
        data: { value: null },
      });
    add(`list ${RBAC}/v1/roles`, {
      metadata: meta(namespace, 'app'),
      rules: [everyday[pick(everyday.length)] as JsonObject],
    });
    add(`list ${RBAC}/v1/rolebindings`, {
      metadata: meta(namespace, 'app'),
      ...bindTo('Role', 'app', [account(namespace, `sa-${pick(3)}`)]),
    });
    add(`list ${RBAC}/v1/rolebindings`, {
      metadata: meta(namespace, 'deploy'),
      ...bindTo('ClusterRole', 'deployer', [
        account(namespace, 'deploy'),
        { kind: 'Group', apiGroup: RBAC, name: `team-${pick(40)}` },
      ]),
    });
    for (let each = 0; each < 3; each++)
      add('list v1/services', {
        metadata: meta(namespace, `svc-${each}`),
        spec: {
          type: each === 0 && index % 10 === 0 ? 'LoadBalancer' : 'ClusterIP',
          selector: { app: `app-${each}` },
          ports: [{ port: 80 }],
        },
      });
  }
  for (let index = 0; index < pods - nodes; index++) {
    const namespace = `ns-${pick(namespaces)}`;
    const app = `app-${pick(8)}`;
    add('list v1/pods', {
      metadata: meta(namespace, `${app}-${index}`, {
        labels: { app, 'pod-template-hash': 'abc' },
        ownerReferences: [
          { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${app}-abc`, controller: true },
        ],
      }),
      spec: {
        nodeName: `node-${pick(nodes)}`,
        serviceAccountName: index % 4 === 0 ? 'default' : `sa-${pick(3)}`,
        volumes: [
          { name: 'kube-api-access-x', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
          { name: 'secret', secret: { secretName: `secret-${pick(6)}` } },
        ],
        containers: [
          {
            name: 'app',
            image: 'registry.example.com/app:1',
            ports: [{ containerPort: 80 }],
            volumeMounts: [
              {
                name: 'kube-api-access-x',
                mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
                readOnly: true,
              },
              { name: 'secret', mountPath: '/secret', readOnly: true },
            ],
          },
          ...(index % 5 === 0 ? [{ name: 'proxy', image: 'registry.example.com/proxy:1' }] : []),
        ],
      },
      status: { phase: 'Running' },
    });
  }
  const roles = ['view', 'watcher', 'operator', 'deployer'];
  for (let index = 0; index < 40; index++)
    add(`list ${RBAC}/v1/clusterrolebindings`, {
      metadata: meta(null, `operator-${index}`),
      ...bindTo('ClusterRole', index === 0 ? 'cluster-admin' : (roles[index % roles.length] as string), [
        account(`ns-${pick(namespaces)}`, `sa-${pick(3)}`),
      ]),
    });
  return inPages(found);
}

function inPages(found: ReadonlyMap<string, readonly JsonObject[]>): ClusterObservations {
  const calls: MemoryCall[] = [
    { source: SOURCE, operation: 'get /version', document: { gitVersion: 'v1.33.2' } },
  ];
  const coverage: Coverage[] = [];
  for (const [operation, items] of found) {
    for (let start = 0; start < items.length; start += PAGE)
      calls.push({
        source: SOURCE,
        operation,
        document: { kind: 'List', items: items.slice(start, start + PAGE) },
      });
    coverage.push({
      source: SOURCE,
      operation,
      region: null,
      status: 'complete',
      reason: '',
      items: items.length,
      calls: 1,
      kinds: [],
    });
  }
  return { calls, coverage };
}
