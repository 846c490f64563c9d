import { expect, test } from 'vitest';
import { measures } from './measures.ts';

test('measures run at a small size and give whole results', async () => {
  const results = await measures.run({ quick: true, note: () => undefined });
  expect(results.map(({ name }) => name)).toEqual([
    'measures of a snapshot, first time',
    'another request while measures are counted, at most',
    'measures of a year, counted before',
  ]);
  for (const { median, goal } of results) {
    expect(median).toBeGreaterThan(0);
    expect(goal).toMatch(/\d/);
  }
});
