import { createEngine, type Engine } from '../engine/engine.ts';
import type { Output } from '../schema/contract.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { type BenchContext, type Benchmark, type BenchResult, measure, ratioOf } from './benchmark.ts';
import { LARGE, SMALL } from './generate-mixed-estate.ts';
import { mixedSnapshot, mixedSnapshotWeekLater } from './mixed-snapshot.ts';

/** Two snapshots of one estate compared, as the window and the command line ask for it. */
export const diff: Benchmark = { name: 'diff', run };

const GOAL = '≤ 2 s, set with this benchmark';

async function run(context: BenchContext): Promise<BenchResult[]> {
  const size = context.quick ? SMALL : LARGE;
  const engine = createEngine();
  try {
    const before = mixedSnapshot(size);
    const week = await compared(engine, before, mixedSnapshotWeekLater(size), context);
    // Of other sizes nearly every number that the generator draws is another: not two days of one estate.
    const other = mixedSnapshot({ ...size, users: size.users - 3, pods: size.pods - 50 });
    const apart = await compared(engine, before, other, context);
    const floor = await measure(() => [readAll(before), readAll(other)], { runs: 1, warmup: 0 });
    const result = (name: string, median: number, goal: boolean): BenchResult => ({
      name,
      size: `${sizeOf(before)}, twice`,
      median,
      unit: 'ms',
      peer: 'every entity and relation of both read from their files, and nothing compared',
      peerMedian: floor,
      ratio: ratioOf(median, floor),
      goal: goal ? GOAL : 'none: no two days of one estate differ so much',
      met: !goal || median <= 2_000,
    });
    return [
      result('compare with a week later, files opened before', week.first, true),
      result('compare with a week later, again', week.again, true),
      result('compare with an estate generated apart, every proof of the answer read', apart.first, false),
    ];
  } finally {
    engine.close();
  }
}

/** The first comparison of two files just opened, and the median of the ones after it. */
async function compared(engine: Engine, earlier: string, later: string, { quick, note }: BenchContext) {
  const handles: string[] = [];
  for (const path of [earlier, later]) handles.push((await engine.request('snapshot.open', { path })).handle);
  const [before = '', after = ''] = handles;
  const begun = performance.now();
  const answer = await engine.request('diff', { before, after });
  const first = performance.now() - begun;
  note(told(answer));
  const again = await measure(() => engine.request('diff', { before, after }), {
    runs: quick ? 2 : 3,
    warmup: 0,
  });
  for (const handle of handles) await engine.request('snapshot.close', { handle });
  return { first, again };
}

function told({ entities, relations, paths, credentials }: Output<'diff'>): string {
  const differences = (part: typeof entities | typeof relations) =>
    `${part.came.length} came, ${part.went.length} went, ${part.changed.length} changed`;
  return `entities: ${differences(entities)}; relations: ${differences(relations)}; ${paths.opened.length} paths opened, ${credentials.changes.length} credentials changed`;
}

function readAll(path: string): number {
  const reader = openSnapshot(path);
  let count = 0;
  for (const _ of reader.entities()) count++;
  for (const _ of reader.relations()) count++;
  reader.close();
  return count;
}

function sizeOf(path: string): string {
  const reader = openSnapshot(path);
  const { entities, relations } = reader.info().counts;
  reader.close();
  return `${entities.toLocaleString('en')} entities, ${relations.toLocaleString('en')} relations`;
}
