import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { enginePids } from './engine-pids.ts';
import { launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test('first looks that take long say what they do, are given up, and go on when asked again', async () => {
  test.skip(process.platform !== 'linux', 'holds the engine with a signal');
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-first-looks-'));
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: { width: 1280, height: 800 } });
  const { window: page } = trustpath;
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    const [engine] = await enginePids(trustpath);
    const looks = [
      {
        name: 'findings',
        says: 'Looking for what is wrong',
        grid: 'Findings',
        show: () => page.keyboard.press('Control+7'),
      },
      {
        name: 'machine-identities',
        says: 'Reading what the providers told of each identity',
        grid: 'Machine identities',
        show: async () => {
          await page.keyboard.press('Control+3');
          await page.getByRole('button', { name: 'Machine identities' }).press('Enter');
        },
      },
    ];
    for (const { name, says, grid, show } of looks) {
      // The engine stands still, so that the answer takes as long as this test needs.
      process.kill(engine!, 'SIGSTOP');
      await show();
      const waiting = page.getByRole('status').filter({ hasText: says });
      await expect(waiting).toBeVisible();
      // Nobody knows yet that there is none.
      await expect(page.getByText(/^0 /)).toHaveCount(0);
      await lookAt(trustpath, [[`waiting-for-${name}`, () => waiting]]);
      await cancel.click();
      await expect(waiting).toBeHidden();
      await lookAt(trustpath, [[`given-up-${name}`, () => page.getByText('Cancelled.')]]);
      process.kill(engine!, 'SIGCONT');
      await page.getByRole('button', { name: 'Go on' }).click();
      await expect(page.getByRole('grid', { name: grid }).getByRole('row').nth(1)).toBeVisible();
      await expect(cancel).toBeHidden();
    }
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
