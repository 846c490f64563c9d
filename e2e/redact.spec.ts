import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test('a snapshot is saved with pseudonyms: previewed, written, and opened without its names', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-redact-'));
  const out = path.join(folder, 'for-the-vendor.trustpath');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: { width: 1280, height: 800 } });
  const { app, window } = trustpath;
  try {
    await expect(window.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await chooseMenuItem(app, 'redact-snapshot');
    const dialog = window.getByRole('dialog', { name: 'Save with pseudonyms' });
    const names = dialog.getByRole('region', { name: 'What becomes of names' });
    await expect(names).toContainText('111122223333', { timeout: 20_000 });
    await lookAt(trustpath, [['redact', () => names]]);

    // With accounts left as they are, the account's own name stays.
    await dialog.getByRole('checkbox', { name: /^Account ids/ }).uncheck();
    await expect(names.getByRole('row', { name: /111122223333:root stays/ })).toBeVisible({
      timeout: 20_000,
    });
    await dialog.getByRole('checkbox', { name: /^Account ids/ }).check();

    await answerDialogs(app, { save: out });
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(dialog.getByRole('status').filter({ hasText: 'Saved as' })).toContainText('are the same', {
      timeout: 30_000,
    });
    await lookAt(trustpath, [['redact-written', () => dialog]]);
    const bytes = (await readFile(out)).toString('latin1');
    expect(bytes.includes('larkfield')).toBe(false);
    expect(bytes.includes('111122223333')).toBe(false);

    // A second time the file is there: refused, and said so.
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(dialog.getByRole('alert')).toContainText('exists already', { timeout: 20_000 });
    await dialog.getByRole('button', { name: 'Close' }).click();

    await answerDialogs(app, { open: [out] });
    await chooseMenuItem(app, 'open-snapshot');
    await expect(window.getByRole('banner')).toContainText('for-the-vendor', { timeout: 20_000 });
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
