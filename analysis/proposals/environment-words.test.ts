import { expect, test } from 'vitest';
import { environmentIn, environmentNamed } from './environment-words.ts';

test.each([
  ['orders-prod', 'production'],
  ['ordersProd', 'production'],
  ['PRD_orders', 'production'],
  ['stg.orders', 'staging'],
  ['preprod-orders', 'staging'],
  ['qa', 'test'],
  // Not the environment, or not one.
  ['non-prod', null],
  ['pre-prod-orders', null],
  ['product-api', null],
  ['prod-to-dev-copy', null],
  ['devices', null],
  ['', null],
])('%s is of %s', (name, environment) => {
  expect(environmentIn(name)?.environment ?? null).toBe(environment);
});

test('a tag names an environment as a whole, or none that is known', () => {
  expect(environmentNamed(' Live ')).toBe('production');
  expect(environmentNamed('prod-eu')).toBeNull();
});
