import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { enginePids } from './engine-pids.ts';
import { launchTrustpath, screenshot } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';
import { twoSnapshots } from './two-snapshots.ts';

test('an engine that dies is said, its snapshot is opened again, and the next question works', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-death-'));
  const { file, keyId } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [file], size: { width: 1280, height: 800 } });
  const { window: page } = trustpath;
  const box = page.getByRole('combobox', { name: /Paste a credential/ });
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    const [engine] = await enginePids(trustpath);
    const said = page.getByRole('alert').filter({ hasText: 'The engine ended by SIGKILL' });
    const seen = said.waitFor({ timeout: 10_000 }).then(() => screenshot(trustpath, 'engine-lost'));
    process.kill(engine!, 'SIGKILL');
    await seen;
    await expect(said).toHaveCount(0);
    await expect.poll(() => enginePids(trustpath)).not.toContain(engine);
    await expect(page.getByRole('banner')).toContainText('sample.trustpath');
    await box.fill(keyId);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible();

    // Asked in the moment of death: it waits for the next engine.
    const [next] = await enginePids(trustpath);
    process.kill(next!, 'SIGKILL');
    await said.waitFor();
    await box.fill('ci-deployer');
    await page.keyboard.press('Enter');
    await expect(page.locator('.recognition')).toContainText('Asked about', { timeout: 20_000 });
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a snapshot that another took the place of is told when the next engine opens it', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-death-other-'));
  const { earlier, later } = await twoSnapshots(folder);
  const trustpath = await launchTrustpath({ files: [earlier] });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    const [engine] = await enginePids(trustpath);
    await rename(later, earlier);
    process.kill(engine!, 'SIGKILL');
    await expect(page.getByText(/is another snapshot than the one that was open before/)).toBeVisible({
      timeout: 20_000,
    });
    await expect(page.getByRole('banner')).toContainText('earlier.trustpath');
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
