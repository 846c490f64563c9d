import type { Include } from '../analysis/graph/graph.ts';
import { kShortestPaths } from '../analysis/graph/k-shortest-paths.ts';
import { shortestPath } from '../analysis/graph/shortest-path.ts';
import {
  type BenchContext,
  type Benchmark,
  type BenchResult,
  measure,
  median,
  percentile,
  ratioOf,
  timings,
} from './benchmark.ts';
import { type EstateName, estate } from './graph-estate.ts';
import { graphologyPeer } from './graphology-peer.ts';
import { plainHops } from './plain-search.ts';
import { yenPeer } from './yen-peer.ts';

const ALL: Include = { conditional: true, unknown: true };

export const graphPathBenchmarks: readonly Benchmark[] = [
  { name: 'graph-path', run: path },
  { name: 'graph-ten-paths', run: tenPaths },
];

async function path(context: BenchContext): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const name of ['small', 'large'] satisfies EstateName[]) {
    const { size, input, graph, pairs } = estate(name, context.quick);
    const taken = await timings((i) => shortestPath(graph, ...pairs[i]!, { include: ALL }), {
      runs: 360,
      warmup: 40,
    });
    const ours = median(taken);
    const late = percentile(taken, 95);
    context.note(`${size}: worst path ${taken.at(-1)!.toFixed(2)} ms`);
    const floor = await measure((i) => plainHops(graph, ...pairs[i]!), { runs: 15 });
    results.push({
      name: 'path between two entities',
      size,
      median: ours,
      unit: 'ms',
      peer: 'plain breadth-first search in JavaScript, hops only',
      peerMedian: floor,
      ratio: ratioOf(ours, floor),
      goal: '≤ 2 ms median',
      met: ours <= 2,
    });
    results.push({
      name: 'path between two entities, 95th percentile',
      size,
      median: late,
      unit: 'ms',
      peer: 'none: the same run',
      peerMedian: null,
      ratio: null,
      goal: '≤ 20 ms',
      met: late <= 20,
    });
    if (name === 'large') continue;
    const peer = graphologyPeer(input);
    context.note(`${size}: graphology took ${(peer.buildMilliseconds / 1000).toFixed(1)} s to build`);
    const theirs = await measure((i) => peer.path(...pairs[i]!), { runs: 60, warmup: 10 });
    results.push({
      name: 'path between two entities',
      size,
      median: ours,
      unit: 'ms',
      peer: 'graphology bidirectional, hops only',
      peerMedian: theirs,
      ratio: ratioOf(ours, theirs),
      goal: '≤ 2 ms median',
      met: ours <= 2,
    });
  }
  return results;
}

async function tenPaths(context: BenchContext): Promise<BenchResult[]> {
  const { size, graph, pairs } = estate('large', context.quick);
  const first = await timings((i) => kShortestPaths(graph, ...pairs[i]!, 10, { include: ALL }), {
    runs: 9,
    warmup: 2,
  });
  const target = pairs[50]![1];
  await kShortestPaths(graph, pairs[50]![0], target, 10, { include: ALL });
  const again = await timings((i) => kShortestPaths(graph, pairs[51 + i]![0], target, 10, { include: ALL }), {
    runs: 40,
    warmup: 5,
  });
  context.note(
    `worst: ${first.at(-1)!.toFixed(0)} ms first, ${again.at(-1)!.toFixed(1)} ms on a known target`,
  );
  const naive = await measure((i) => yenPeer(graph, ...pairs[i]!, 10), { runs: 2, warmup: 0 });
  const peer = "naive Yen over the same graph's shortest path";
  const ours = { first: median(first), again: median(again) };
  return [
    {
      name: 'ten shortest loopless paths, first question about a target',
      size,
      median: ours.first,
      unit: 'ms',
      peer,
      peerMedian: naive,
      ratio: ratioOf(ours.first, naive),
      goal: '≤ 600 ms',
      met: ours.first <= 600,
    },
    {
      name: 'ten shortest loopless paths, known target',
      size,
      median: ours.again,
      unit: 'ms',
      peer,
      peerMedian: naive,
      ratio: ratioOf(ours.again, naive),
      goal: '≤ 50 ms',
      met: ours.again <= 50,
    },
  ];
}
