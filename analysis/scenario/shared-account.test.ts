import { expect, test } from 'vitest';
import { memorySource } from '../observations/memory-source.ts';
import { createBaseline } from './again/baseline.ts';
import { changesTo } from './offered-to-entity.ts';
import { whatIf } from './what-if.ts';

const deployment = (name: string, account?: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    template: {
      metadata: { labels: { app: name } },
      spec: { serviceAccountName: account, containers: [{ name: 'main', image: 'example.com/app' }] },
    },
  },
});
const account = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: 'shop' },
});
const base = createBaseline(
  memorySource([
    {
      source: 'kubernetes-files:prod',
      operation: 'read manifest',
      document: {
        items: [
          account('web'),
          account('worker'),
          account('alone'),
          deployment('web', 'web'),
          deployment('worker', 'web'),
          deployment('alone', 'alone'),
          deployment('careless'),
        ],
      },
    },
  ]),
);
const offered = (name: string) => {
  const entity = base.entities.find(({ id }) => id === `k8s://prod/deployment/shop/${name}`);
  return entity ? changesTo(entity, base.estates, '2026-11-22T12:00:00Z') : null;
};
const own = (name: string) => offered(name)?.find(({ title }) => title.includes('account of its own'));

test('a workload that shares its account, or has the default one, is offered one of its own under a free name', () => {
  expect(own('web')?.title).toBe('Give web an account of its own: shop/web-2');
  expect(own('worker')?.title).toBe('Give worker an account of its own: shop/worker-2');
  expect(own('careless')?.change).toMatchObject({
    name: 'careless',
    like: 'k8s://prod/serviceaccount/shop/default',
  });
  expect(offered('alone')).not.toBeNull();
  expect(own('alone')).toBeUndefined();
});

test('what is offered, tried, has it run as that account and leaves the other as it was', () => {
  const offer = own('worker');
  const { relations, refused } = whatIf(base, {
    changes: offer ? [offer.change, ...(offer.next ?? []).map(({ change }) => change)] : [],
  });
  const runs = (list: typeof relations.lost) =>
    list.flatMap(({ kind, from, to }) => (kind === 'runs-as' ? [`${from} ${to}`] : []));
  const container = 'k8s://prod/container/shop/worker/main';
  expect(refused).toEqual([]);
  expect(runs(relations.lost)).toEqual([`${container} k8s://prod/serviceaccount/shop/web`]);
  expect(runs(relations.gained)).toEqual([`${container} k8s://prod/serviceaccount/shop/worker-2`]);
});
