import { expect, test } from 'vitest';
import { anyNodeId, containerId, objectId, parseId, serviceAccountOf, serviceAccountUser } from './ids.ts';

test('ids name cluster, kind, namespace and name, and are read back', () => {
  expect(objectId('prod', 'serviceaccount', 'payments', 'api')).toBe(
    'k8s://prod/serviceaccount/payments/api',
  );
  expect(objectId('prod', 'group', null, 'oidc:team/a')).toBe('k8s://prod/group/oidc:team/a');
  expect(containerId('prod', 'shop', 'web-0', 'app')).toBe('k8s://prod/container/shop/web-0/app');
  expect(anyNodeId('prod')).toBe('k8s://prod/node/?');
  expect(parseId('k8s://prod')).toEqual({ cluster: 'prod', kind: null, rest: '' });
  expect(parseId('k8s://prod/group/oidc:team/a')).toEqual({
    cluster: 'prod',
    kind: 'group',
    rest: 'oidc:team/a',
  });
  expect(parseId('arn:aws:iam::111122223333:role/a')).toBeNull();
});

test('a service account is known by its user name', () => {
  expect(serviceAccountUser('payments', 'api')).toBe('system:serviceaccount:payments:api');
  expect(serviceAccountOf('system:serviceaccount:payments:api')).toEqual({
    namespace: 'payments',
    name: 'api',
  });
  expect(serviceAccountOf('system:node:worker-1')).toBeNull();
});
