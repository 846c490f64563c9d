import { expect, test } from 'vitest';
import { kubernetes } from './kubernetes.ts';

test('kubernetes runs at a small size and gives whole results', async () => {
  const notes: string[] = [];
  const results = await kubernetes.run({ quick: true, note: (text) => notes.push(text) });
  expect(results).toHaveLength(5);
  for (const result of results) {
    expect(result.median).toBeGreaterThan(0);
    if (result.peerMedian !== null) expect(result.ratio).toBeCloseTo(result.peerMedian / result.median);
  }
  // A generated cluster in which nothing leads anywhere would show nothing.
  expect(notes.join('\n')).toMatch(/[1-9]\d* of \d+ containers lead to administrator/);
});
