import { rmSync } from 'node:fs';
import { buildEstates, readFacts } from '../analysis/estates.ts';
import { measureSteps } from '../analysis/measures/measures-of.ts';
import { atOnce } from '../analysis/steps.ts';
import { createEngine } from '../engine/engine.ts';
import { inventoryCounted, saidNow } from '../engine/kept-inventory.ts';
import { Session } from '../engine/sessions.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { type BenchContext, type Benchmark, type BenchResult, measure, ratioOf } from './benchmark.ts';
import { firstLook, inNewHome, waitOf } from './first-look.ts';
import { LARGE, SMALL } from './generate-mixed-estate.ts';
import { mixedSnapshot } from './mixed-snapshot.ts';
import { measuredYear } from './year-of-measures.ts';

/** The measures of one snapshot when they are asked for first, and of a year that was measured before. */
export const measures: Benchmark = { name: 'measures', run };

async function run(context: BenchContext): Promise<BenchResult[]> {
  const snapshot = mixedSnapshot(context.quick ? SMALL : LARGE);
  const first = await firstTime(snapshot, context);
  const asked = await inNewHome(snapshot, () =>
    firstLook(snapshot, (engine, handle) => engine.request('measures', { snapshots: [{ handle }] })),
  );
  context.note(`asked of the engine: ${Math.round(asked.processor)} ms of the processor`);
  return [
    first,
    waitOf('measures are counted', first.size, asked),
    await again(snapshot, first.size, context),
  ];
}

async function firstTime(snapshot: string, { quick }: BenchContext): Promise<BenchResult> {
  const runs = { runs: quick ? 1 : 5, warmup: 1 };
  const opened = <T>(work: (session: Session) => T): T => {
    const session = new Session(openSnapshot(snapshot), { trusted: true, privateCopy: null });
    try {
      return work(session);
    } finally {
      session.close();
    }
  };
  const ours = await measure(
    () =>
      opened((session) =>
        atOnce(
          measureSteps(session.reader, {
            rows: atOnce(inventoryCounted(saidNow(session))),
            marks: session.marks(),
            tierOf: (entity) => session.tierOf(entity),
            graph: session.graph(),
            jewels: session.crownJewels(),
            valuables: session.valuables(),
            isDeclined: () => false,
          }),
        ),
      ),
    runs,
  );
  const floor = await measure(() => opened(({ reader }) => buildEstates(readFacts(reader))), runs);
  const { entities, relations } = opened(({ reader }) => reader.info().counts);
  return {
    name: 'measures of a snapshot, first time',
    size: `${entities.toLocaleString('en')} entities, ${relations.toLocaleString('en')} relations`,
    median: ours,
    unit: 'ms',
    peer: 'its observations read, and nothing measured',
    peerMedian: floor,
    ratio: ratioOf(ours, floor),
    goal: '≤ 3 s',
    met: ours <= 3_000,
  };
}

/** As the engine answers the window: the open snapshot with the entities behind its measures, eleven without. */
async function again(snapshot: string, size: string, { quick }: BenchContext): Promise<BenchResult> {
  const before = process.env.TRUSTPATH_HOME;
  const year = await measuredYear(snapshot);
  const engine = createEngine();
  try {
    const { handle } = await engine.request('snapshot.open', { path: snapshot });
    const opened = await engine.request('case.open', { path: year.caseFile });
    await engine.request('case.bind', { case: opened.case, handle, note: false });
    const ask = async () => {
      const snapshots = [{ handle }, ...year.others];
      const { columns } = await engine.request('measures', { snapshots, case: opened.case });
      if (columns.some(({ failure }) => failure))
        throw new Error(columns.find(({ failure }) => failure)?.path);
    };
    const median = await measure(ask, { runs: quick ? 2 : 9 });
    return {
      name: 'measures of a year, counted before',
      size: `12 snapshots of ${size}`,
      median,
      unit: 'ms',
      peer: 'none: nothing is measured',
      peerMedian: null,
      ratio: null,
      goal: '≤ 300 ms, with the window',
      met: median <= 300,
    };
  } finally {
    engine.close();
    rmSync(year.home, { recursive: true, force: true });
    if (before === undefined) delete process.env.TRUSTPATH_HOME;
    else process.env.TRUSTPATH_HOME = before;
  }
}
