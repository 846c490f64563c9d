import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../engine/engine.ts';
import { rememberOwn } from '../engine/own-files.ts';
import type { BenchResult } from './benchmark.ts';

/** How long a first question took, how long another request had to wait meanwhile at most, and what it cost. */
export interface FirstLook {
  readonly took: number;
  readonly longestWait: number;
  /** Milliseconds of the thread that answers; what collects garbage beside it is not counted. */
  readonly processor: number;
}

/** Runs with a folder of Trustpath's own in which nothing was kept yet, and in which the snapshot is this machine's own. */
export async function inNewHome<T>(snapshot: string, run: () => Promise<T>): Promise<T> {
  const before = process.env.TRUSTPATH_HOME;
  const home = mkdtempSync(join(tmpdir(), 'trustpath-bench-home-'));
  process.env.TRUSTPATH_HOME = home;
  try {
    rememberOwn(snapshot, 'sealed');
    return await run();
  } finally {
    rmSync(home, { recursive: true, force: true });
    if (before === undefined) delete process.env.TRUSTPATH_HOME;
    else process.env.TRUSTPATH_HOME = before;
  }
}

/** Asks the first question of an engine that has just opened a snapshot. */
export async function firstLook(
  snapshot: string,
  ask: (engine: Engine, handle: string) => Promise<unknown>,
): Promise<FirstLook> {
  const engine = createEngine();
  try {
    const { handle } = await engine.request('snapshot.open', { path: snapshot });
    return await watched(() => ask(engine, handle));
  } finally {
    engine.close();
  }
}

/** Looks how long whatever else there is to do has to wait while something is done. */
export async function watched(work: () => Promise<unknown>): Promise<FirstLook> {
  let longestWait = 0;
  let isDone = false;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longestWait = Math.max(longestWait, now - last);
    last = now;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  const begun = performance.now();
  const processor = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(processor);
  const took = performance.now() - begun;
  isDone = true;
  return {
    took,
    longestWait: Math.max(longestWait, performance.now() - last),
    processor: (user + system) / 1_000,
  };
}

/** What goes beside a first look: whether it can be cancelled, and other requests have their turn. */
export function waitOf(what: string, size: string, { longestWait }: FirstLook): BenchResult {
  return {
    name: `another request while ${what}, at most`,
    size,
    median: longestWait,
    unit: 'ms',
    peer: 'none',
    peerMedian: null,
    ratio: null,
    goal: '≤ 200 ms',
    met: longestWait <= 200,
  };
}
