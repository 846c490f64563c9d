import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { buildGraph } from '../analysis/graph/build.ts';
import { decodeGraph, encodeGraph } from '../analysis/graph/codec.ts';
import { type BenchContext, type Benchmark, type BenchResult, measure, ratioOf } from './benchmark.ts';
import { type Estate, estate } from './graph-estate.ts';
import { openGraphFile, writeGraphFile } from './graph-file.ts';

export const graphOpenBenchmarks: readonly Benchmark[] = [
  { name: 'graph-decode', run: decode },
  { name: 'graph-open', run: open },
];

async function decode(context: BenchContext): Promise<BenchResult[]> {
  const { size, input, graph } = estate('large', context.quick);
  const blobs = encodeGraph(graph);
  const ours = await measure(() => decodeGraph(blobs, graph), { runs: 9 });
  const built = await measure(() => buildGraph(input), { runs: 3, warmup: 1 });
  return [
    {
      name: 'check stored arrays',
      size,
      median: ours,
      unit: 'ms',
      peer: 'build both directions from relations in memory',
      peerMedian: built,
      ratio: ratioOf(ours, built),
      goal: '≤ 14 ms',
      met: ours <= 14,
    },
  ];
}

async function open(context: BenchContext): Promise<BenchResult[]> {
  const made = estate('large', context.quick);
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-bench-'));
  try {
    const path = join(folder, 'graph.sqlite');
    writeGraphFile(path, made.input, made.graph);
    context.note(
      `${made.size}: file of ${Math.round(statSync(path).size / 1e6)} MB, read from the system's cache`,
    );
    return [await openTime(path, made), memory(path, made)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openTime(path: string, { size, input }: Estate): Promise<BenchResult> {
  const ours = await measure(() => openGraphFile(path), { runs: 5, warmup: 1 });
  const fromRows = await measure(
    () => {
      const database = new Database(path, { readonly: true });
      const from = new Int32Array(input.from.length);
      const to = new Int32Array(input.from.length);
      const verdict = new Uint8Array(input.from.length);
      const rows = database.prepare('SELECT a, b, verdict FROM edge ORDER BY rowid').raw().iterate();
      let relation = 0;
      for (const row of rows as IterableIterator<[number, number, number]>) {
        [from[relation], to[relation], verdict[relation]] = row;
        relation++;
      }
      database.close();
      buildGraph({ ...input, from, to, verdict });
    },
    { runs: 1, warmup: 0 },
  );
  return {
    name: 'stored arrays to a graph that answers',
    size,
    median: ours,
    unit: 'ms',
    peer: 'the same from rows through SQL',
    peerMedian: fromRows,
    ratio: ratioOf(ours, fromRows),
    goal: '≤ 500 ms cold, the file being opened whole',
    met: ours <= 500,
  };
}

/** Resident memory of a process of its own that opens the file and asks one question of each sort. */
function memory(path: string, { size }: Estate): BenchResult {
  const script = fileURLToPath(new URL('./graph-memory.ts', import.meta.url));
  const lines = execFileSync(process.execPath, [script, path], { encoding: 'utf8' });
  const { empty, loaded, asked } = JSON.parse(lines) as { empty: number; loaded: number; asked: number };
  return {
    name: `memory after load and questions (${Math.round(loaded)} MB after load)`,
    size,
    median: asked,
    unit: 'MB',
    peer: 'the same process before it opens anything',
    peerMedian: empty,
    ratio: ratioOf(asked, empty),
    goal: '≤ 400 MB resident',
    met: asked <= 400,
  };
}
