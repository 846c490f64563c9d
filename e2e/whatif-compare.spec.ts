import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';
import { twoSnapshots } from './two-snapshots.ts';

const SIZE = { width: 1280, height: 800 };

test('the least cut is found, tried, undone and done again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-whatif-'));
  const { file, keyId } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [file], size: SIZE });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(keyId);
    await page.keyboard.press('Enter');
    await page.getByRole('listbox', { name: 'Paths' }).waitFor();
    // From the inspector of a hop: what if the statement behind it were gone?
    await page.keyboard.press('Control+8');
    await page.getByRole('button', { name: 'Find the least cut' }).click();
    await expect(page.getByText(/Proposal 1: \d+ changes?/)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('tried: no path is left').first()).toBeVisible();
    await page.getByRole('button', { name: 'Try it' }).first().click();
    const lost = page.getByRole('region', { name: 'Paths that end' });
    await expect(lost).toContainText(keyId, { timeout: 30_000 });
    const plan = page.getByRole('region', { name: 'Plan' });
    await expect(plan).toContainText('aws iam ');
    await expect(plan).toContainText('Way back');
    await lookAt(trustpath, [['whatif', () => lost]]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('heading', { name: 'Changes: 0' })).toBeVisible();
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(lost).toContainText(keyId, { timeout: 30_000 });
    const scenario = path.join(folder, 'scenario.json');
    await answerDialogs(trustpath.app, { save: scenario });
    await page.getByRole('button', { name: 'Export…' }).click();
    await expect(async () => {
      const { readFile } = await import('node:fs/promises');
      expect(JSON.parse(await readFile(scenario, 'utf8')).changes.length).toBeGreaterThan(0);
    }).toPass({ timeout: 5_000 });

    // A hop's own inspector offers what would take it away.
    await page.keyboard.press('Control+2');
    const offers = page.getByRole('heading', { name: 'What if' });
    await expect(offers).toBeVisible();
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('what came since an earlier snapshot names the change that opened a path', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-compare-'));
  const { earlier, later } = await twoSnapshots(folder);
  const trustpath = await launchTrustpath({ files: [later], size: SIZE });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await page.keyboard.press('Control+9');
    await expect(page.getByText('Nothing is compared yet.')).toBeVisible();
    await answerDialogs(trustpath.app, { open: [earlier] });
    await page.getByRole('button', { name: /Choose the earlier one/ }).click();
    await page.getByRole('button', { name: /^New paths to crown jewels/ }).click({ timeout: 20_000 });
    const table = page.getByRole('grid', { name: 'New paths to crown jewels' });
    await expect(table).toContainText('builder', { timeout: 20_000 });
    await expect(table).toContainText('administers');
    // Two dumps of one account: what the one lacks is no gap.
    await expect(page.getByRole('button', { name: 'Not to be told from a gap 0' })).toBeVisible();
    await lookAt(trustpath, [['compare', () => table]]);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
