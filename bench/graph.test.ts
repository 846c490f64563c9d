import { expect, test } from 'vitest';
import { benchmarks } from './graph.ts';
import { table } from './table.ts';

test.each(benchmarks.map((benchmark) => [benchmark.name, benchmark] as const))(
  '%s runs at a small size and gives whole results',
  async (_, benchmark) => {
    const results = await benchmark.run({ quick: true, note: () => {} });
    expect(results.length).toBeGreaterThan(0);
    for (const result of results) {
      expect(result.median).toBeGreaterThan(0);
      expect(result.goal).not.toBe('');
      if (result.peerMedian !== null) expect(result.ratio).toBeCloseTo(result.peerMedian / result.median);
    }
    expect(table(results).split('\n')).toHaveLength(results.length + 2);
  },
);
