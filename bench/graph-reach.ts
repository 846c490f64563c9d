import { exposureOfMany } from '../analysis/graph/exposure.ts';
import type { Include } from '../analysis/graph/graph.ts';
import { reach } from '../analysis/graph/reach.ts';
import { reachMany } from '../analysis/graph/reach-many.ts';
import {
  type BenchContext,
  type Benchmark,
  type BenchResult,
  measure,
  median,
  ratioOf,
} from './benchmark.ts';
import { seeded } from './generate-graph.ts';
import { type EstateName, estate } from './graph-estate.ts';
import { graphologyPeer } from './graphology-peer.ts';
import { plainC } from './plain-c.ts';
import { plainReach } from './plain-search.ts';
import { sqlitePeer } from './sqlite-peer.ts';

const ALL: Include = { conditional: true, unknown: true };

export const graphReachBenchmarks: readonly Benchmark[] = [
  { name: 'graph-reach-100k', run: (context) => blastRadius(context, 'small', 10) },
  { name: 'graph-reach', run: (context) => blastRadius(context, 'large', 100) },
  { name: 'graph-exposure', run: jewels },
  { name: 'graph-footholds', run: footholds },
];

async function blastRadius(
  context: BenchContext,
  name: EstateName,
  goalMilliseconds: number,
): Promise<BenchResult[]> {
  const { size, input, graph, starts } = estate(name, context.quick);
  const ours = await measure((i) => reach(graph, starts[i]!, { include: ALL }), { runs: 21, warmup: 4 });
  const goal = name === 'large' ? '≤ 100 ms, ahead of plain C, ≥ 50× the recursive query' : '≤ 10 ms';
  const line = (peer: string, peerMedian: number | null, atLeast: number): BenchResult => {
    const ratio = ratioOf(ours, peerMedian);
    const met = ours <= goalMilliseconds && (ratio === null || ratio >= atLeast);
    return {
      name: 'blast radius, with verdicts',
      size,
      median: ours,
      unit: 'ms',
      peer,
      peerMedian,
      ratio,
      goal,
      met,
    };
  };
  const results: BenchResult[] = [];

  const inC = plainC(
    graph,
    starts.slice(0, 15).map((start) => [start]),
  );
  if (inC === null) context.note('No gcc here: the C floor is left out.');
  else {
    const taken = inC.map((run) => run.milliseconds).sort((a, b) => a - b);
    results.push(
      line('plain breadth-first search in C (gcc -O2), hops only', median(taken), name === 'large' ? 1 : 0),
    );
  }
  const plain = await measure((i) => plainReach(graph, [starts[i]!]), { runs: 9 });
  results.push(line('plain breadth-first search in JavaScript, hops only', plain, 0));

  const sqlite = sqlitePeer(input);
  const query = await measure((i) => sqlite.reach(starts[i]!), { runs: 3, warmup: 0 });
  if (sqlite.reach(starts[0]!) !== plainReach(graph, [starts[0]!]))
    throw new Error('SQLite reaches another number');
  sqlite.close();
  results.push(line('recursive query in SQLite, indexed table in memory', query, name === 'large' ? 50 : 0));

  if (name === 'small') {
    const peer = graphologyPeer(input);
    const theirs = await measure((i) => peer.reach(starts[i]!), { runs: 3, warmup: 1 });
    results.push(line('graphology single source, hops only', theirs, 0));
  }
  return results;
}

async function jewels(context: BenchContext): Promise<BenchResult[]> {
  const { size, input, graph } = estate('large', context.quick);
  const random = seeded(3);
  const many = Math.min(1_000, input.entityCount / 10);
  const sets = Array.from({ length: 25 }, () =>
    Array.from({ length: many }, () => Math.floor(random() * input.entityCount)),
  );
  const ours = await measure((i) => exposureOfMany(graph, sets[i]!, { include: ALL }), {
    runs: 21,
    warmup: 4,
  });
  const result = (peer: string, peerMedian: number | null): BenchResult => ({
    name: `exposure of ${many.toLocaleString('en-US')} crown jewels, with verdicts`,
    size,
    median: ours,
    unit: 'ms',
    peer,
    peerMedian,
    ratio: ratioOf(ours, peerMedian),
    goal: '≤ 150 ms',
    met: ours <= 150,
  });
  const results: BenchResult[] = [];
  const inC = plainC(graph, sets.slice(0, 9), true);
  if (inC === null) context.note('No gcc here: the C floor is left out.');
  else {
    const taken = inC.map((run) => run.milliseconds).sort((a, b) => a - b);
    results.push(result('plain breadth-first search in C (gcc -O2), hops only', median(taken)));
  }
  const plain = await measure((i) => plainReach(graph, sets[i]!, true), { runs: 9 });
  results.push(result('plain breadth-first search in JavaScript, hops only', plain));
  return results;
}

async function footholds(context: BenchContext): Promise<BenchResult[]> {
  const { size, graph, starts } = estate('large', context.quick);
  const ours = await measure((i) => reachMany(graph, starts.slice(i, i + 32), { include: ALL }), {
    runs: 15,
    warmup: 3,
  });
  const oneByOne = await measure(
    () => {
      for (const start of starts.slice(0, 32)) plainReach(graph, [start]);
    },
    { runs: 1, warmup: 0 },
  );
  return [
    {
      name: '32 footholds at once',
      size,
      median: ours,
      unit: 'ms',
      peer: 'plain breadth-first search in JavaScript, one by one',
      peerMedian: oneByOne,
      ratio: ratioOf(ours, oneByOne),
      goal: '≤ 300 ms',
      met: ours <= 300,
    },
  ];
}
