import { expect, test } from 'vitest';
import type { Hop, Output } from '../../schema/contract.ts';
import { outcomeMarkdown } from './outcome-markdown.ts';

const hop = (from: string, to: string): Hop => ({
  from,
  to,
  kind: 'can-assume',
  rule: 'r',
  verdict: 'allow',
  conditions: [],
  techniques: [],
  proof: [],
});

test('an outcome is told whole: each path hop by hop, a broken guard with its path, and what is not known', () => {
  const path = {
    from: 'key`1',
    to: 'c',
    verdict: 'allow' as const,
    hops: [hop('key`1', 'b'), hop('b', 'c')],
  };
  const outcome: Output<'whatif'> = {
    lost: Array.from({ length: 60 }, () => path),
    gained: [],
    left: [],
    relations: { lost: [hop('a', 'b')], gained: [], changed: [] },
    guards: [{ from: 'key`1', to: 'c', broken: path }],
    breaks: [{ entity: 'a', at: null, says: 'a was used\nyesterday' }],
    refused: [{ change: 0, by: 'owned', message: 'Pod shop/`x`: names\nno owner' }],
    documents: [],
    unknowns: [{ source: 's', operation: 'iam:ListRoles', reason: 'denied', kinds: [] }],
  };
  const text = outcomeMarkdown([{ title: 'Delete key' }], outcome);
  expect(text.split('\n').filter((line) => line.includes('which can assume `c`'))).toHaveLength(61);
  expect(text).toContain('``key`1`` can assume `b`, which can assume `c` (allow)');
  expect(text).toContain('## Paths that open: 0\n\nNone.');
  expect(text).toContain('- a was used yesterday');
  expect(text).toContain('## Refused by admission, and not made: 1');
  expect(text).toContain('- change 1, by `owned`: Pod shop/`x`: names no owner');
  expect(outcomeMarkdown([], { ...outcome, refused: [] })).not.toContain('Refused');
  expect(text).toContain('`iam:ListRoles` of `s`: denied');
});
