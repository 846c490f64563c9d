import { expect, test } from 'vitest';
import { usedInCluster } from './used-in-cluster.ts';

test.each([
  [
    'get secrets shop/database',
    ['k8s://prod/secret/shop/database', 'k8s://prod/scope/shop/secrets', 'k8s://prod/scope/secrets'],
  ],
  ['list secrets shop/*', ['k8s://prod/scope/shop/secrets', 'k8s://prod/scope/secrets']],
  ['watch secrets *', ['k8s://prod/scope/secrets']],
  [
    'create serviceaccounts/token shop/web',
    [
      'k8s://prod/serviceaccount/shop/web',
      'k8s://prod/scope/shop/serviceaccounts',
      'k8s://prod/scope/serviceaccounts',
    ],
  ],
  [
    'get pods/exec shop/web-1',
    ['k8s://prod/pod/shop/web-1', 'k8s://prod/scope/shop/pods', 'k8s://prod/scope/pods'],
  ],
  ['create secrets shop/*', []],
  ['delete secrets shop/database', []],
  ['get nodes/proxy node-1', []],
  ['', []],
])('%s is a use of %j', (used, ids) => {
  expect(usedInCluster('prod', used)).toEqual(ids);
});
