import { estatesOf } from '../analysis/estates.ts';
import { findingsOf } from '../analysis/findings/findings-of.ts';
import { createScene } from '../analysis/rules/scene.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { type BenchContext, type Benchmark, type BenchResult, measure, ratioOf } from './benchmark.ts';
import { LARGE, SMALL } from './generate-mixed-estate.ts';
import { mixedSnapshot } from './mixed-snapshot.ts';

/** All findings of a sealed snapshot, from its observations, as the first question after opening has to find them. */
export const findings: Benchmark = { name: 'findings', run };

const GOAL = '≤ 1 s, set with this benchmark';

async function run({ quick, note }: BenchContext): Promise<BenchResult[]> {
  const path = mixedSnapshot(quick ? SMALL : LARGE);
  let found = 0;
  let reading = 0;
  const all = () => {
    const reader = openSnapshot(path);
    const begun = performance.now();
    const estates = estatesOf(reader);
    reading = performance.now() - begun;
    found = findingsOf(createScene(estates)).length;
    reader.close();
  };
  const begun = performance.now();
  all();
  const first = performance.now() - begun;
  note(`${found} findings; ${Math.round(reading)} ms of the first time were reading the facts`);
  const again = await measure(all, { runs: quick ? 2 : 3, warmup: 0 });
  const floor = await measure(() => documentsOf(path), { runs: 3, warmup: 1 });
  const size = sizeOf(path);
  const result = (name: string, median: number): BenchResult => ({
    name,
    size,
    median,
    unit: 'ms',
    peer: 'every observation read from the file and parsed, and nothing looked at',
    peerMedian: floor,
    ratio: ratioOf(median, floor),
    goal: GOAL,
    met: median <= 1_000,
  });
  return [
    result('findings, the first question in a new process', first),
    result('findings, of a file just opened', again),
  ];
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
