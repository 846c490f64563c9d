import { expect, it } from 'vitest';
import { networkOf } from './network-of.ts';

it.each([
  ['198.51.100.77', '198.51.100.0/24'],
  ['2001:db8:12:1::9', '2001:db8:12::/48'],
  ['2001:0DB8:0012::', '2001:db8:12::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['lambda.amazonaws.com', 'lambda.amazonaws.com'],
  ['AWS Internal', 'AWS Internal'],
  ['', ''],
])('takes %j to be of %j', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
