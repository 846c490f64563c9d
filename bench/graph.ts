import type { Benchmark } from './benchmark.ts';
import { graphOpenBenchmarks } from './graph-open.ts';
import { graphPathBenchmarks } from './graph-paths.ts';
import { graphReachBenchmarks } from './graph-reach.ts';

export const benchmarks: readonly Benchmark[] = [
  ...graphPathBenchmarks,
  ...graphReachBenchmarks,
  ...graphOpenBenchmarks,
];
