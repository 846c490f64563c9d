import { expect, test } from 'vitest';
import { whatIfs } from './whatif.ts';

test('what-ifs run at a small size and give whole results', async () => {
  const notes: string[] = [];
  const [result, ...others] = await whatIfs.run({ quick: true, note: (text) => notes.push(text) });
  expect(others).toEqual([]);
  expect(result?.ratio).toBeCloseTo((result?.peerMedian ?? 0) / (result?.median ?? 1));
  // What is derived in full has nothing to show here.
  expect(notes.filter((each) => each.endsWith('derived in full'))).toEqual([]);
});
