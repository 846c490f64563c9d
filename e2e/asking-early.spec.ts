import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { enginePids } from './engine-pids.ts';
import { answerDialogs, launchTrustpath, screenshot } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

let folder: string;
let sample: { readonly file: string; readonly keyId: string };
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-early-'));
  sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('a credential asked while its snapshot is being opened is traced when it is open', async () => {
  test.skip(process.platform !== 'linux', 'holds the engine with a signal');
  const trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
  const { window: page, app } = trustpath;
  try {
    await expect.poll(() => enginePids(trustpath)).toHaveLength(1);
    const [engine] = await enginePids(trustpath);
    // The engine stands still, so that the opening takes as long as this test needs.
    process.kill(engine!, 'SIGSTOP');
    await answerDialogs(app, { open: [sample.file] });
    await page.keyboard.press('Control+O');
    await expect(page.getByRole('banner')).toContainText('Opening sample.trustpath');
    await page.keyboard.press('Control+L');
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(sample.keyId);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'as soon as' })).toContainText(
      'sample.trustpath',
    );
    await screenshot(trustpath, 'asked-while-opening');
    process.kill(engine!, 'SIGCONT');
    await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('.recognition')).toContainText(sample.keyId);
  } finally {
    await trustpath.close();
  }
});

test('a credential asked with none open is recognised, says what to open, and is traced in what is opened', async () => {
  const trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
  const { window: page, app } = trustpath;
  try {
    await page.keyboard.press('Control+L');
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(sample.keyId);
    await page.keyboard.press('Enter');
    await expect(page.locator('.recognition')).toContainText(sample.keyId);
    await expect(page.locator('.empty')).toContainText('none is open');
    await expect(page.locator('.empty')).toContainText('Open one of account 111122223333');
    await screenshot(trustpath, 'asked-without-snapshot');
    await answerDialogs(app, { open: [sample.file] });
    await page.getByRole('button', { name: 'Open a snapshot…' }).click();
    await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('.recognition')).toContainText(sample.keyId);
  } finally {
    await trustpath.close();
  }
});

test('a name asked with none open says that a snapshot is needed', async () => {
  const trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
  const { window: page } = trustpath;
  try {
    await page.keyboard.press('Control+L');
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill('ci-deployer');
    await page.keyboard.press('Enter');
    await expect(page.locator('.empty')).toContainText('no snapshot is open to look a name up in');
  } finally {
    await trustpath.close();
  }
});
