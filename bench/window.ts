import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { timed } from '../e2e/key-to-paint.ts';
import { launchTrustpath, type Trustpath } from '../e2e/launch.ts';
import { importWideEstate } from '../e2e/wide-estate.ts';
import { buildApp } from '../scripts/build.ts';
import { type BenchContext, type Benchmark, type BenchResult, median, ratioOf } from './benchmark.ts';
import { inNewHome } from './first-look.ts';
import { LARGE, SMALL } from './generate-mixed-estate.ts';
import { mixedSnapshot } from './mixed-snapshot.ts';
import { display } from './window/display.ts';
import { layoutTimes } from './window/layout.ts';
import { framesWhilePanning, stageTransform } from './window/pan.ts';
import { startTimes } from './window/start-time.ts';
import { timeToShow, VIEWS } from './window/view-times.ts';
import { yearTimes } from './window/year-times.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const TRIVIAL = path.join(import.meta.dirname, 'window/trivial-app');
const SIZE = { width: 1440, height: 900 };
const NO_PEER = { peer: 'none', peerMedian: null, ratio: null } as const;

/** The application itself: its start, its drawing and its views, in the Electron that this machine has, without a GPU. */
export const window: Benchmark = {
  name: 'window',
  async run(context) {
    const results = await layoutTimes(context);
    const shown = await display();
    if (shown === null) {
      context.note('no display and no Xvfb: only the layout was measured');
      return results;
    }
    try {
      await buildApp();
      const snapshot = mixedSnapshot(context.quick ? SMALL : LARGE);
      for (const part of [starts, drawings, views, year]) {
        const measured = await part(snapshot, context);
        for (const { name, size, median: figure, unit } of measured)
          context.note(`${name}, ${size}: ${figure.toPrecision(3)} ${unit}`);
        results.push(...measured);
      }
      return results;
    } finally {
      shown.end();
    }
  },
};

/** From starting the process, warm: one run of each before those that count. */
async function starts(snapshot: string, { quick }: BenchContext): Promise<BenchResult[]> {
  const trivial: number[] = [];
  const empty: number[] = [];
  const reopened: number[] = [];
  for (let run = 0; run < (quick ? 2 : 6); run++) {
    const floor = await startTimes(TRIVIAL, [], []);
    const alone = await startTimes(ROOT, [], ['window-shown']);
    const withFile = await startTimes(ROOT, [snapshot], ['window-shown', 'snapshot-shown']);
    if (run === 0) continue;
    trivial.push(floor.painted);
    empty.push(Math.max(alone.painted, alone.marks['window-shown'] ?? Number.NaN));
    reopened.push((withFile.marks['snapshot-shown'] ?? Number.NaN) - (withFile.marks['window-shown'] ?? 0));
  }
  const sorted = (all: number[]) => all.sort((a, b) => a - b);
  const floor = median(sorted(trivial));
  const start = median(sorted(empty));
  const more = median(sorted(reopened));
  return [
    {
      name: 'start to usable, warm',
      size: 'no file',
      median: start,
      unit: 'ms',
      peer: 'a window with one line of text',
      peerMedian: floor,
      ratio: ratioOf(start, floor),
      goal: '≤ 700 ms',
      met: start <= 700,
    },
    {
      name: 'a snapshot shown, after the window',
      size: quick ? 'small estate' : '100,000 entities',
      median: more,
      unit: 'ms',
      ...NO_PEER,
      goal: '≤ 300 ms',
      met: more <= 300,
    },
  ];
}

const year = (snapshot: string, context: BenchContext) => yearTimes(snapshot, context, SIZE);

/** Panning and choosing in drawings of one size each. */
async function drawings(_: string, { quick, note }: BenchContext): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const width of quick ? [24] : [249, 499]) {
    const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-bench-window-'));
    const file = path.join(folder, 'wide.trustpath');
    const user = await importWideEstate(width, folder, file);
    const trustpath = await launchTrustpath({ files: [file], size: SIZE });
    try {
      const cards = await drawAll(trustpath, user);
      const before = await stageTransform(trustpath.window);
      const frames = await framesWhilePanning(trustpath.window, quick ? 500 : 3_000);
      if ((await stageTransform(trustpath.window)) === before) note(`${cards} cards: nothing was panned`);
      const goal = cards <= 500 ? 50 : 30;
      results.push({
        name: 'panning the drawing',
        size: `${cards} cards, ${4 * width} edges`,
        median: frames,
        unit: 'frames/s',
        ...NO_PEER,
        goal: `≥ ${goal} frames/s`,
        met: frames >= goal,
      });
      const list = trustpath.window.getByRole('listbox', { name: 'Paths' });
      const keys = await timed(trustpath.window, list, 'ArrowDown');
      results.push({
        name: 'highlighting another path, from key to paint',
        size: `${cards} cards, ${4 * width} edges`,
        median: median(keys),
        unit: 'ms',
        ...NO_PEER,
        goal: '≤ 50 ms',
        met: median(keys) <= 50,
      });
    } finally {
      await trustpath.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return results;
}

/** Asks from the user and draws all of the answer; how many cards that are. */
async function drawAll({ window: page }: Trustpath, user: string): Promise<number> {
  const box = page.getByRole('combobox', { name: /Paste a credential/ });
  await box.fill(user);
  await page
    .getByRole('option', { name: new RegExp(user) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('listbox', { name: 'Paths' }).waitFor();
  const controlled = page.getByRole('checkbox', { name: /all that an account controls/ });
  if (await controlled.isVisible()) await controlled.check();
  await page.getByRole('checkbox', { name: 'Draw all' }).check();
  const more = page.getByRole('button', { name: /Draw up to/ });
  if (await more.isVisible()) await more.click();
  await page.locator('.entity-card').first().waitFor();
  return page.locator('.entity-card').count();
}

/** Each view on a large snapshot, from the click to what it is for. Nothing was counted or found of it before. */
function views(snapshot: string, context: BenchContext): Promise<BenchResult[]> {
  return inNewHome(snapshot, () => viewsOf(snapshot, context));
}

async function viewsOf(snapshot: string, { quick }: BenchContext): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const size = quick ? 'small estate' : '100,000 entities';
  // With the notes of which files are this machine's own, as a person's would be.
  const env = { TRUSTPATH_HOME: process.env.TRUSTPATH_HOME ?? '' };
  const trustpath = await launchTrustpath({ files: [snapshot], size: SIZE, env });
  try {
    const { window: page } = trustpath;
    await page.waitForFunction(() => performance.getEntriesByName('snapshot-shown').length > 0, null, {
      timeout: 120_000,
    });
    for (const view of VIEWS) {
      const first = await timeToShow(page, view);
      const again: number[] = [];
      for (let run = 0; run < (quick ? 1 : 5); run++) {
        await timeToShow(page, VIEWS[view.name === 'Start' ? 3 : 0]!);
        again.push(await timeToShow(page, view));
      }
      const times = { 'first time': first, again: median(again.sort((a, b) => a - b)) };
      for (const [when, time] of Object.entries(times)) {
        results.push({
          name: `${view.name}, ${when}`,
          size,
          median: time,
          unit: 'ms',
          ...NO_PEER,
          goal: 'none set; 300 ms taken',
          met: time <= 300,
        });
      }
    }
    return results;
  } finally {
    await trustpath.close();
  }
}
