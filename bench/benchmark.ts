import { availableParallelism, cpus, totalmem } from 'node:os';

/** One line of the table. A ratio is how many times the peer's figure ours goes into: above 1 is better than the peer. */
export interface BenchResult {
  readonly name: string;
  /** What it was measured on, for a person: `1,000,000 entities, 5,000,000 relations`. */
  readonly size: string;
  readonly median: number;
  /** `ms`, `MB`, or a rate such as `decisions/s`. */
  readonly unit: string;
  /** What the peer or the floor is; `none` where there is none, with the reason. */
  readonly peer: string;
  readonly peerMedian: number | null;
  readonly ratio: number | null;
  /** The goal as it was set. */
  readonly goal: string;
  /** Whether this run met it at this size. */
  readonly met: boolean;
}

export interface BenchContext {
  /** Small sizes, to show that a benchmark works; such figures say nothing. */
  readonly quick: boolean;
  /** For what a person should know beside the figures, for instance that a peer is missing here. */
  note(text: string): void;
}

export interface Benchmark {
  /** What `--only` names. */
  readonly name: string;
  run(context: BenchContext): Promise<BenchResult[]>;
}

export interface MeasureOptions {
  /** Measured runs; default 9. */
  readonly runs?: number;
  /** Runs before those, for the compiler and the caches; default 2. */
  readonly warmup?: number;
}

/** Median of the milliseconds that one run takes. `run` is told which run it is, so that it can vary its question. */
export async function measure(
  run: (index: number) => unknown,
  options: MeasureOptions = {},
): Promise<number> {
  return median(await timings(run, options));
}

/** Milliseconds of each measured run, ascending. */
export async function timings(
  run: (index: number) => unknown,
  { runs = 9, warmup = 2 }: MeasureOptions = {},
): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < warmup + runs; index++) {
    const start = performance.now();
    const result = run(index);
    if (result instanceof Promise) await result;
    if (index >= warmup) taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
}

export function median(ascending: readonly number[]): number {
  return percentile(ascending, 50);
}

/** The value that so many of a hundred do not exceed. */
export function percentile(ascending: readonly number[], percent: number): number {
  const at = Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1);
  const value = ascending[at];
  if (value === undefined) throw new RangeError('no measurements');
  return value;
}

/** How many times better than the peer: peer over ours for times and sizes. */
export function ratioOf(ours: number, peer: number | null): number | null {
  return peer === null || ours === 0 ? null : peer / ours;
}

/** The machine in one line; figures of different machines do not compare. */
export function machine(): string {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${processors[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${gigabytes} GB, ${process.platform} ${process.arch}, Node ${process.version}`;
}
