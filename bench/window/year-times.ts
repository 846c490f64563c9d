import { rmSync } from 'node:fs';
import { answerDialogs, chooseMenuItem, launchTrustpath } from '../../e2e/launch.ts';
import { type BenchContext, type BenchResult, median } from '../benchmark.ts';
import { measuredYear } from '../year-of-measures.ts';
import { timeToShow } from './view-times.ts';

/** The measures of a year that was measured before: from choosing the view to all twelve in its table. */
export async function yearTimes(
  snapshot: string,
  { quick }: BenchContext,
  size: { readonly width: number; readonly height: number },
): Promise<BenchResult[]> {
  const before = process.env.TRUSTPATH_HOME;
  const year = await measuredYear(snapshot);
  const env = { TRUSTPATH_HOME: year.home };
  const trustpath = await launchTrustpath({ files: [snapshot], size, env });
  try {
    const { window: page, app } = trustpath;
    await page.waitForFunction(() => performance.getEntriesByName('snapshot-shown').length > 0, null, {
      timeout: 120_000,
    });
    await answerDialogs(app, { open: [year.caseFile] });
    await chooseMenuItem(app, 'open-case');
    await page.getByRole('banner').getByText('Year').waitFor();
    const programme = { name: 'Programme', selector: '[role="img"][aria-label^="12 snapshots"]' };
    const first = await timeToShow(page, programme);
    const again: number[] = [];
    for (let run = 0; run < (quick ? 1 : 5); run++) {
      await timeToShow(page, { name: 'Start', selector: 'main h1' });
      again.push(await timeToShow(page, programme));
    }
    const times = { 'first time': first, again: median(again.sort((a, b) => a - b)) };
    return Object.entries(times).map(([when, time]) => ({
      name: `Programme, a year of measures counted before, ${when}`,
      size: quick ? '12 small snapshots' : '12 snapshots of 100,000 entities',
      median: time,
      unit: 'ms',
      peer: 'none',
      peerMedian: null,
      ratio: null,
      goal: '≤ 300 ms',
      met: time <= 300,
    }));
  } finally {
    await trustpath.close();
    rmSync(year.home, { recursive: true, force: true });
    if (before === undefined) delete process.env.TRUSTPATH_HOME;
    else process.env.TRUSTPATH_HOME = before;
  }
}
