import { expect, test } from 'vitest';
import { cut } from './cut.ts';
import { diff } from './diff.ts';
import { edgeCutPeer } from './edge-cut-peer.ts';
import { findings } from './findings.ts';

const FOUND: Readonly<Record<string, RegExp>> = {
  cut: /[1-9]\d* changes, [1-9].*no path is left/,
  diff: /entities: .*[1-9]\d* went.*relations: .*[1-9]\d* came/,
  findings: /^[1-9]\d* findings/,
};

test.each([cut, diff, findings])('$name runs at a small size and gives whole results', async (benchmark) => {
  const notes: string[] = [];
  const results = await benchmark.run({ quick: true, note: (text) => notes.push(text) });
  for (const result of results) {
    expect(result.median).toBeGreaterThan(0);
    if (result.peerMedian !== null) expect(result.ratio).toBeCloseTo(result.peerMedian / result.median);
  }
  // What is measured found something, and what it proposes holds.
  expect(notes.join('\n')).toMatch(FOUND[benchmark.name]!);
});

test('the peer cuts as few relations as there are ways that share none', () => {
  // Three ways from 0 to 4, two of them by way of 3.
  const ends = [
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 3],
    [2, 4],
    [3, 4],
  ] as const;
  const fewest = edgeCutPeer({
    entityCount: 5,
    from: Int32Array.from(ends, ([from]) => from),
    to: Int32Array.from(ends, ([, to]) => to),
    traversable: new Uint8Array(ends.length).fill(1),
  });
  expect(fewest([0], [4])).toBe(2);
  expect(fewest([0], [3])).toBe(2);
  expect(fewest([4], [0])).toBe(0);
});
