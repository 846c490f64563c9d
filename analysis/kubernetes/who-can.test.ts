import { expect, test } from 'vitest';
import type { JsonObject } from '../../schema/json.ts';
import { estatesOf } from '../estates.ts';
import { type ClusterOptions, smallCluster } from '../rules/kubernetes/testing/small-cluster.ts';
import {
  account,
  any,
  bind,
  bindCluster,
  clusterRole,
  namespace,
  role,
  rule,
  urlRule,
} from './testing/manifests.ts';
import { type WhoCanQuestion, whoCan } from './who-can.ts';

function asked(
  objects: readonly JsonObject[],
  question: WhoCanQuestion,
  options?: ClusterOptions,
): readonly string[] {
  const source = smallCluster([namespace('shop'), account('shop', 'web'), ...objects], options);
  const [cluster] = estatesOf(source).kubernetes.clusters;
  return cluster ? whoCan(cluster, question).subjects.map(({ id }) => id.replace('k8s://prod/', '')) : [];
}
const MASTERS = 'group/system:masters';
const reader = clusterRole('reader', rule('get', 'core', 'secrets'));

test('everyone whom a binding names, where it holds', () => {
  const objects = [
    reader,
    bindCluster('all', 'reader', 'group:auditors'),
    bind('shop', 'here', 'clusterrole/reader', 'sa:shop/web', 'user:ana'),
    role('shop', 'one', rule('get', 'core', 'secrets', 'db')),
    bind('shop', 'named', 'one', 'user:bo'),
  ];
  const get = { verb: 'get', resource: 'secrets' };
  expect(asked(objects, get)).toEqual(['group/auditors', MASTERS]);
  expect(asked(objects, { ...get, namespace: 'shop' })).toEqual([
    'group/auditors',
    MASTERS,
    'serviceaccount/shop/web',
    'user/ana',
  ]);
  expect(asked(objects, { ...get, namespace: 'shop', name: 'db' })).toEqual([
    'group/auditors',
    MASTERS,
    'serviceaccount/shop/web',
    'user/ana',
    'user/bo',
  ]);
  expect(asked(objects, { ...get, namespace: 'other' })).toEqual(['group/auditors', MASTERS]);
});

test('subresources, groups of kinds, URLs and kinds of the cluster', () => {
  const may = (...rules: JsonObject[]) => [clusterRole('r', ...rules), bindCluster('b', 'r', 'user:ana')];
  const ana = [MASTERS, 'user/ana'];
  expect(
    asked(may(rule('create', 'core', 'pods/exec')), {
      verb: 'create',
      resource: 'pods/exec',
      namespace: 'shop',
    }),
  ).toEqual(ana);
  expect(
    asked(may(rule('create', 'apps', 'deployments')), { verb: 'create', resource: 'deployments' }),
  ).toEqual(ana);
  expect(
    asked(may(rule('create', 'apps', 'deployments')), { verb: 'create', resource: 'deployments.apps' }),
  ).toEqual(ana);
  expect(
    asked(may(rule('create', 'apps', 'deployments')), {
      verb: 'create',
      resource: 'deployments.example.com',
    }),
  ).toEqual([MASTERS]);
  expect(asked(may(urlRule('get', '/metrics')), { verb: 'get', resource: '/metrics' })).toEqual(ana);
  const fleets = any('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'fleets.example.com', {
    spec: { group: 'example.com', scope: 'Cluster', names: { plural: 'fleets' } },
  });
  const bound = [
    fleets,
    clusterRole('r', rule('get', '*', '*')),
    bind('shop', 'b', 'clusterrole/r', 'user:ana'),
  ];
  expect(asked(bound, { verb: 'get', resource: 'fleets.example.com', namespace: 'shop' })).toEqual([MASTERS]);
});

test('the version decides about streams', () => {
  const objects = [role('shop', 'r', rule('get', 'core', 'pods/exec')), bind('shop', 'b', 'r', 'user:ana')];
  const question = { verb: 'get', resource: 'pods/exec', namespace: 'shop' };
  expect(asked(objects, question, { version: 'v1.34.0' })).toContain('user/ana');
  expect(asked(objects, question, { version: 'v1.35.0' })).not.toContain('user/ana');
});

test('the proof names the binding and the rule, and points at them', () => {
  const source = smallCluster([reader, bindCluster('all', 'reader', 'group:auditors')]);
  const [cluster] = estatesOf(source).kubernetes.clusters;
  const found = cluster && whoCan(cluster, { verb: 'get', resource: 'secrets' });
  expect(found?.asked).toBe('get secrets in the whole cluster');
  expect(found?.subjects[0]?.proof.map(({ pointer, says }) => [pointer, says])).toEqual([
    ['/items/0/subjects/0', 'ClusterRoleBinding all gives ClusterRole reader to group auditors.'],
    ['/items/0/rules/0', 'Rule 1 of ClusterRole reader allows get on secrets of the core group.'],
  ]);
});
