import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../schema/json.ts';
import { createExplainer } from '../explain.ts';
import {
  account,
  bind,
  bindCluster,
  clusterRole,
  namespace,
  node,
  pod,
  role,
  rule,
  secret,
} from '../kubernetes/testing/manifests.ts';
import {
  type ClusterOptions,
  id,
  manifests,
  smallCluster,
} from '../rules/kubernetes/testing/small-cluster.ts';
import { unknownsFor } from '../unknowns.ts';

const WORLD = [
  namespace('shop'),
  namespace('safe', { 'pod-security.kubernetes.io/enforce': 'restricted' }),
  node('worker-1'),
  account('shop', 'web'),
  account('safe', 'web'),
  secret('shop', 'db'),
  secret('safe', 'db'),
  pod('shop', 'web-0', { spec: { serviceAccountName: 'web', automountServiceAccountToken: false } }),
];
const WEB = id('serviceaccount/shop/web');
const explain = (from: string, to: string, ...objects: JsonObject[]) =>
  createExplainer(smallCluster([...WORLD, ...objects])).explain(from, to);
const reasons = (...args: Parameters<typeof explain>) => explain(...args).blockedBy.map(({ says }) => says);
const bound = (...rules: JsonObject[]) => [
  role('shop', 'r', ...rules),
  bind('shop', 'b', 'r', 'sa:shop/web'),
];

describe('a relation to a set is one to each member', () => {
  test('with the proof of both', () => {
    const { related, relations } = explain(
      WEB,
      id('secret/shop/db'),
      ...bound(rule('get', 'core', 'secrets')),
    );
    expect(related).toBe(true);
    expect(relations).toMatchObject([
      { rule: 'k8s-secrets-read', from: WEB, to: id('secret/shop/db'), verdict: 'allow' },
    ]);
    expect(relations[0]?.proof.map(({ pointer }) => pointer)).toEqual([
      '/items/0/subjects/0',
      '/items/0/rules/0',
      '/items/0',
    ]);
  });
  test('over all namespaces too, and to no member of another', () => {
    const all = [clusterRole('r', rule('get', 'core', 'secrets')), bindCluster('b', 'r', 'sa:shop/web')];
    expect(explain(WEB, id('secret/safe/db'), ...all).related).toBe(true);
    expect(explain(WEB, id('secret/safe/db'), ...bound(rule('get', 'core', 'secrets'))).related).toBe(false);
  });
});

describe('why not', () => {
  test('the namespace, the names and bindings to nothing are told, each at its place', () => {
    expect(reasons(WEB, id('secret/safe/db'), ...bound(rule('get', 'core', 'secrets')))[0]).toContain(
      'in namespace shop, not in safe',
    );
    const { blockedBy } = explain(
      WEB,
      id('secret/shop/db'),
      ...bound(rule('get', 'core', 'secrets', 'other')),
    );
    expect(blockedBy[0]).toMatchObject({ pointer: '/items/0/rules/0' });
    expect(blockedBy[0]?.says).toContain('db is not among the names');
    expect(reasons(WEB, id('secret/shop/db'), bind('shop', 'b', 'gone', 'sa:shop/web')).join()).toContain(
      'gone, which does not exist',
    );
    expect(reasons(WEB, id('secret/shop/db'))).toEqual(['No binding names web.']);
  });
  test('a container without a token, and one that cannot get out', () => {
    const app = id('container/shop/web-0/app');
    expect(reasons(app, WEB)[0]).toContain('The pod says that no token is mounted');
    expect(reasons(app, id('serviceaccount/safe/web'))[0]).toContain('and as nobody else');
    expect(reasons(app, id('node/worker-1'))[0]).toContain('is not privileged');
  });
  test('the level of the namespace', () => {
    const starts = [role('safe', 's', rule('create', 'core', 'pods')), bind('safe', 's', 's', 'sa:shop/web')];
    expect(reasons(WEB, id('node/worker-1'), ...starts)[0]).toContain('enforces the level restricted');
  });
});

describe('gaps', () => {
  const gaps = (from: string | null, to: string | null, options?: ClusterOptions) =>
    unknownsFor(smallCluster(WORLD, options), from, to).map(({ operation }) => operation);
  test('of a cluster that was seen whole there are none', () => {
    expect(gaps(WEB, id('secret/shop/db'))).toEqual([]);
  });
  test('what was refused is told of its cluster, and of no question elsewhere', () => {
    const denied = { denied: ['list v1/secrets'], version: null };
    expect(gaps(WEB, null, denied)).toEqual(['list v1/secrets', 'get /version']);
    expect(gaps('k8s://other/user/ana', null, denied)).toEqual([]);
    expect(gaps('arn:aws:iam::111122223333:user/ana', 'arn:aws:s3:::data', denied)).toEqual([]);
  });
  test('of manifests one gap says what they are', () => {
    const found = unknownsFor(manifests(WORLD), WEB, null);
    expect(found.map(({ operation }) => operation)).toEqual(['read manifest']);
  });
});
