import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { dataFolder } from '../engine/data-folder.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { type BenchContext, type Benchmark, type BenchResult, measure, ratioOf } from './benchmark.ts';
import { type FirstLook, firstLook, inNewHome, waitOf, watched } from './first-look.ts';
import { LARGE, SMALL } from './generate-mixed-estate.ts';
import { mixedSnapshot } from './mixed-snapshot.ts';

/** All findings of a sealed snapshot as the engine answers the window: found, read ahead, and kept by an engine before. */
export const findings: Benchmark = { name: 'findings', run };

const GOAL = '≤ 1 s';
const MOST_WAITED = 300_000;

async function run({ quick, note }: BenchContext): Promise<BenchResult[]> {
  const path = mixedSnapshot(quick ? SMALL : LARGE);
  const counts = new Set<number>();
  const ask = async (engine: Engine, handle: string) => {
    counts.add((await engine.request('findings', { handle })).findings.length);
  };
  const { first, kept } = await inNewHome(path, async () => ({
    first: await firstLook(path, ask),
    kept: await firstLook(path, ask),
  }));
  const ahead = await inNewHome(path, () => readAhead(path, ask));
  if (counts.size !== 1)
    throw new Error(`found ${[...counts].join(', ')} findings, by the way they were asked for`);
  note(`${[...counts][0]} findings`);
  const floor = await measure(() => documentsOf(path), { runs: 3, warmup: 1 });
  const size = sizeOf(path);
  const result = (name: string, { took, processor }: FirstLook): BenchResult => {
    note(`${name}: ${Math.round(processor)} ms of the processor`);
    return {
      name,
      size,
      median: took,
      unit: 'ms',
      peer: 'every observation read from the file and parsed, and nothing looked at',
      peerMedian: floor,
      ratio: ratioOf(took, floor),
      goal: GOAL,
      met: took <= 1_000,
    };
  };
  return [
    result('findings, the first question in a new process', first),
    waitOf('findings are found', size, first),
    result('findings, read ahead while nobody asked', ahead),
    result('findings, found by an engine before', kept),
  ];
}

async function readAhead(
  path: string,
  ask: (engine: Engine, handle: string) => Promise<unknown>,
): Promise<FirstLook> {
  const engine = createEngine({ readsAhead: true });
  try {
    const { handle } = await engine.request('snapshot.open', { path });
    const isKept = () => readdirSync(dataFolder('measures')).length > 0;
    for (const begun = performance.now(); !isKept(); await pause(20))
      if (performance.now() - begun > MOST_WAITED) throw new Error('nothing was read ahead');
    return await watched(() => ask(engine, handle));
  } finally {
    engine.close();
  }
}

function documentsOf(path: string): number {
  const reader = openSnapshot(path);
  let count = 0;
  for (const { observation } of reader.calls())
    if (observation !== null && reader.document(observation) !== undefined) count++;
  reader.close();
  return count;
}

function sizeOf(path: string): string {
  const reader = openSnapshot(path);
  const { entities, observations } = reader.info().counts;
  reader.close();
  return `${entities.toLocaleString('en')} entities, ${observations.toLocaleString('en')} observations`;
}
