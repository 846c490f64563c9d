import { expect, it } from 'vitest';
import type { Hop, TrustPath } from './contract.ts';
import { withoutControlPaths } from './control-paths.ts';

const ACCOUNT = 'arn:aws:iam::111122223333:root';
const hop = (from: string, to: string, kind: Hop['kind']): Hop => ({
  from,
  to,
  kind,
  rule: 'r',
  verdict: 'allow',
  conditions: [],
  techniques: [],
  proof: [],
});
const path = (...hops: Hop[]): TrustPath => ({
  from: hops[0]!.from,
  to: hops.at(-1)!.to,
  verdict: 'allow',
  hops,
});

it('folds what an administrator of the account controls into the path to the account', () => {
  const up = hop('user', ACCOUNT, 'can-escalate-to');
  const toAccount = path(up);
  const toBucket = path(up, hop(ACCOUNT, 'bucket', 'controls'));
  const own = path(hop('user', 'secret', 'can-read'));
  const folded = withoutControlPaths([own, toAccount, toBucket]);
  expect(folded.paths).toEqual([own, toAccount]);
  expect([...folded.controlled]).toEqual([[ACCOUNT, ['bucket']]]);
});

it('keeps a path through an account that has no path of its own', () => {
  const toBucket = path(hop('user', ACCOUNT, 'can-escalate-to'), hop(ACCOUNT, 'bucket', 'controls'));
  expect(withoutControlPaths([toBucket]).paths).toEqual([toBucket]);
});
