import { expect, test } from 'vitest';
import { driftLines } from './drift-lines.ts';

const hop = (from: string, to: string, verdict: 'allow' | 'conditional' = 'allow') => ({
  from,
  to,
  kind: 'can-assume' as const,
  rule: 'r',
  verdict,
  conditions: [],
  techniques: [],
  proof: [],
});

test('what drifted is said in one line each, by the part it stands in', () => {
  const lines = driftLines({
    paths: [
      {
        change: hop('b', 'c'),
        to: 'jewel',
        exposed: 1,
        path: { from: 'a', to: 'jewel', verdict: 'allow', hops: [] } as never,
      },
    ],
    trust: [hop('a', 'b', 'conditional')],
    privileges: [],
    identities: [{ id: 'arn:x', kind: 'aws-role', name: 'x' }],
    credentials: [],
    expired: [{ id: 'key', kind: 'aws-access-key', since: '', known: true, says: 'is too old' }],
    exceptions: [],
    hasCase: true,
    unsure: 0,
  });
  expect(lines).toEqual({
    paths: ['a reaches jewel, as 1 entity now does; opened by b can assume c'],
    trust: ['a can assume b (conditional)'],
    privileges: [],
    identities: ['IAM role arn:x'],
    credentials: [],
    expired: ['key: is too old (as before)'],
    exceptions: [],
  });
});
