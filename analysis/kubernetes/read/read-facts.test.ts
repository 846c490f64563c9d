import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { type MemoryCall, memorySource } from '../../observations/memory-source.ts';
import { manifests, smallCluster } from '../../rules/kubernetes/testing/small-cluster.ts';
import {
  account,
  bind,
  clusterRole,
  deployment,
  namespace,
  pod,
  secret,
  urlRule,
} from '../testing/manifests.ts';
import type { ClusterFact } from './facts.ts';
import { readKubernetesFacts } from './read-facts.ts';
import { isAtLeast, parseVersion } from './version.ts';

function only(source: ReturnType<typeof smallCluster>): ClusterFact {
  const { clusters } = readKubernetesFacts(source);
  expect(clusters).toHaveLength(1);
  return clusters[0] as ClusterFact;
}

describe('a cluster as its API server answers', () => {
  test('pages are read together, and each object points at its place', () => {
    const page = (name: string): MemoryCall => ({
      source: 'kubernetes:prod',
      operation: 'list v1/pods',
      document: {
        kind: 'PodList',
        items: [{ metadata: { name: 'x' } }, { metadata: { namespace: 'shop', name } }],
      } as Json,
    });
    const { pods } = only(memorySource([page('a'), page('b')]));
    expect(pods.map(({ id, ref }) => [id, ref.pointer])).toEqual([
      ['k8s://prod/pod/default/x', '/items/0'],
      ['k8s://prod/pod/shop/a', '/items/1'],
      ['k8s://prod/pod/shop/b', '/items/1'],
    ]);
    expect(pods[1]?.ref.observation).not.toBe(pods[2]?.ref.observation);
  });
  test('version and issuer', () => {
    const fact = only(
      smallCluster([], { version: 'v1.33.4-eks-1a2b', issuer: 'https://issuer.example.com' }),
    );
    expect(fact.version).toMatchObject({ major: 1, minor: 33, declared: false });
    expect(fact.issuer?.url).toBe('https://issuer.example.com');
  });
  test('nothing is added that the server did not say', () => {
    const fact = only(smallCluster([namespace('shop'), pod('shop', 'p')]));
    expect(fact.filesOnly).toBe(false);
    expect(fact.serviceAccounts).toEqual([]);
    expect(fact.roles).toEqual([]);
    expect(fact.namespaces.map(({ name }) => name)).toEqual(['shop']);
  });
  test('of secrets the type and the names of keys, and of metadata alone neither', () => {
    const bare = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'shop', name: 'bare' } };
    const { secrets } = only(
      smallCluster([secret('shop', 'full', { data: { password: null, user: null } }), bare]),
    );
    expect(secrets.map(({ name, type, keys }) => [name, type, keys])).toEqual([
      ['bare', null, null],
      ['full', 'Opaque', ['password', 'user']],
    ]);
  });
});

describe('manifests', () => {
  test('get what a cluster would add, marked as such', () => {
    const fact = only(manifests([deployment('shop', 'web', { containers: [] }), account('shop', 'web')]));
    expect(fact.namespaces.map(({ name, assumed }) => [name, assumed])).toEqual([
      ['kube-system', true],
      ['shop', true],
    ]);
    expect(fact.serviceAccounts.map(({ namespace: where, name, assumed }) => [where, name, assumed])).toEqual(
      [
        ['kube-system', 'default', true],
        ['shop', 'default', true],
        ['shop', 'web', false],
      ],
    );
    expect(fact.roles.find(({ name }) => name === 'edit')).toMatchObject({ bootstrap: '1.33', ref: null });
    expect(fact.controllers[0]?.spec).toMatchObject({
      serviceAccount: 'default',
      serviceAccountDefaulted: true,
    });
  });
  test('that describe a default role themselves are believed', () => {
    const fact = only(manifests([clusterRole('view', urlRule('get', '/x'))]));
    expect(fact.roles.filter(({ name }) => name === 'view')).toMatchObject([{ bootstrap: null }]);
  });
  test('that a server would refuse have no effect and are kept with the reason', () => {
    const wrong = { ...bind('shop', 'b', 'r'), roleRef: { kind: 'Pod', name: 'r' } };
    const fact = only(manifests([wrong]));
    expect(fact.bindings.filter(({ bootstrap }) => bootstrap === null)).toEqual([]);
    expect(fact.refused).toMatchObject([{ id: 'k8s://prod/rolebinding/shop/b' }]);
    expect(fact.refused[0]?.reason).toContain('neither Role nor ClusterRole');
  });
  test('of other groups than the kind’s own are other kinds', () => {
    const knative = { apiVersion: 'serving.example.com/v1', kind: 'Service', metadata: { name: 's' } };
    expect(only(manifests([knative])).services).toEqual([]);
  });
  test('odd values are no reason to fail', () => {
    const odd: JsonObject[] = [
      { apiVersion: 'v1', kind: 'Pod' },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { containers: 'none', volumes: [null, 3, { name: 'v' }] },
      },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', labels: [] }, data: [] },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'r' },
        rules: null,
        aggregationRule: null,
      },
      { kind: 'Pod', apiVersion: 7, metadata: { name: 'q', ownerReferences: {} } },
    ];
    const fact = only(manifests(odd));
    expect(fact.pods.map(({ name }) => name)).toEqual(['p', 'q']);
    expect(fact.pods[0]?.spec.volumes).toMatchObject([{ name: 'v', type: 'other' }]);
    expect(fact.secrets[0]).toMatchObject({ keys: null });
  });
});

test('of one cluster from a server and from files the server is believed, and completeness is its alone', () => {
  const live = smallCluster([account('shop', 'web', { automountServiceAccountToken: false })]);
  const files = manifests([account('shop', 'web'), account('shop', 'other')]);
  const own = new Set([...live.calls()].map(({ observation }) => observation));
  const fact = only({
    sources: () => [...live.sources(), ...files.sources()],
    coverage: () => [...live.coverage(), ...files.coverage()],
    calls: () => [...live.calls(), ...files.calls()],
    document: (id) => (own.has(id) ? live : files).document(id),
  });
  expect(fact.filesOnly).toBe(false);
  expect(fact.serviceAccounts.map(({ name, automount }) => [name, automount])).toEqual([
    ['other', null],
    ['web', false],
  ]);
  expect(fact.version).toMatchObject({ declared: false });
});

test('versions', () => {
  for (const [text, minor] of [
    ['v1.33.4', 33],
    ['1.35', 35],
    ['v1.29.0+k3s1', 29],
    ['v1.30.1-gke.100', 30],
  ] as const)
    expect(parseVersion(text), text).toEqual({ major: 1, minor });
  for (const text of ['', 'new', 'v1', '1.x']) expect(parseVersion(text), text).toBeNull();
  expect(isAtLeast({ major: 1, minor: 35 }, 35)).toBe(true);
  expect(isAtLeast({ major: 1, minor: 34 }, 35)).toBe(false);
  expect(isAtLeast({ major: 2, minor: 0 }, 35)).toBe(true);
});
