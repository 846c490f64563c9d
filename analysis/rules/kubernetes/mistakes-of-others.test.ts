import { expect, test } from 'vitest';
import type { JsonObject } from '../../../schema/json.ts';
import {
  account,
  bind,
  bindCluster,
  clusterRole,
  deployment,
  namespace,
  node,
  pod,
  role,
  rule,
  secret,
  tokenSecret,
} from '../../kubernetes/testing/manifests.ts';
import { edgesFrom, id, smallCluster } from './testing/small-cluster.ts';

const WORLD = [
  namespace('shop'),
  node('worker-1'),
  account('shop', 'web'),
  account('shop', 'admin'),
  secret('shop', 'db'),
  pod('shop', 'web-0', { spec: { serviceAccountName: 'web' } }),
  deployment('shop', 'web', { containers: [{ name: 'app' }] }),
];
const WEB = id('serviceaccount/shop/web');
const edges = (...objects: JsonObject[]) => edgesFrom(smallCluster([...WORLD, ...objects]), WEB);
const here = (...rules: JsonObject[]) => [role('shop', 'r', ...rules), bind('shop', 'b', 'r', 'sa:shop/web')];

test('pods are created by workloads of apps and batch too, not by the core group alone', () => {
  for (const [group, resource] of [
    ['apps', 'deployments'],
    ['apps', 'daemonsets'],
    ['batch', 'jobs'],
    ['batch', 'cronjobs'],
  ] as const)
    expect(edges(...here(rule('create', group, resource)))).toEqual([
      `k8s-create-${resource} scope/shop/workloads allow`,
    ]);
});

test('rules that name objects are not passed over', () => {
  expect(edges(...here(rule('get', 'core', 'secrets', 'db')))).toEqual([
    'k8s-secrets-read secret/shop/db allow',
  ]);
  expect(edges(...here(rule('update', 'apps', 'deployments', 'web')))).toEqual([
    'k8s-change-deployments scope/shop/workloads allow',
  ]);
  expect(edges(...here(rule('create', 'core', 'serviceaccounts/token', 'admin')))).toEqual([
    'k8s-token-request serviceaccount/shop/admin allow',
  ]);
});

test('pods/* is no wildcard', () => {
  expect(edges(...here(rule('*', 'core', 'pods/*')))).toEqual([]);
  expect(edges(...here(rule('*', 'core', '*/exec')))).toEqual(['k8s-pods-exec scope/shop/pods allow']);
});

test('service accounts have what their groups have', () => {
  const bound = (group: string) => [
    clusterRole('r', rule('get', 'core', 'secrets')),
    bindCluster('b', 'r', `group:${group}`),
  ];
  for (const group of ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'])
    expect(edges(...bound(group)), group).toEqual([`k8s-in-group group/${group} allow`]);
  expect(edges(...bound('system:serviceaccounts:other'))).toEqual([]);
});

test('bind is looked for on roles, not on bindings', () => {
  const boss = clusterRole('boss', rule('*', '*', '*'));
  const may = (resource: string) => [
    clusterRole(
      'r',
      rule('create', 'rbac.authorization.k8s.io', 'clusterrolebindings'),
      rule('bind', 'rbac.authorization.k8s.io', resource),
    ),
    bindCluster('b', 'r', 'sa:shop/web'),
  ];
  expect(edges(boss, ...may('clusterroles'))).toEqual(['k8s-bind-administrator cluster allow']);
  expect(edges(boss, ...may('clusterrolebindings'))).toEqual([]);
});

test('impersonating users by a grant in a namespace is nothing', () => {
  expect(edges(...here(rule('impersonate', 'core', 'users groups')))).toEqual([]);
});

test('listing secrets yields only the accounts that have a token secret', () => {
  const source = smallCluster([
    ...WORLD,
    tokenSecret('shop', 'admin-token', 'admin'),
    ...here(rule('list', 'core', 'secrets')),
  ]);
  expect(edgesFrom(source, WEB)).toEqual(['k8s-secrets-read scope/shop/secrets allow']);
  expect(edgesFrom(source, id('scope/shop/secrets'))).toEqual([
    'k8s-scope secret/shop/admin-token allow',
    'k8s-scope secret/shop/db allow',
  ]);
  expect(edgesFrom(source, id('secret/shop/admin-token'))).toEqual([
    'k8s-token-secret serviceaccount/shop/admin allow',
  ]);
  expect(edgesFrom(source, id('secret/shop/db'))).toEqual([]);
});

test('pods that are not running yet are there', () => {
  const pending = pod('shop', 'late', {
    spec: { serviceAccountName: 'admin', nodeName: null },
    status: { phase: 'Pending' },
  });
  const source = smallCluster([...WORLD, pending]);
  expect(edgesFrom(source, id('container/shop/late/app'))).toEqual([
    'k8s-runs-as serviceaccount/shop/admin allow',
  ]);
  expect(edgesFrom(source, id('scope/shop/pods'))).toContain('k8s-scope pod/shop/late allow');
});
