import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath, screenshot } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test('what is marked goes into a case, counts in answers, and is there in the next run', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-case-'));
  const file = path.join(folder, 'larkfield.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const size = { width: 1280, height: 800 };
  try {
    const first = await launchTrustpath({ files: [sample.file], size });
    await expect(first.window.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await first.window.keyboard.press('Control+3');
    await first.window.getByRole('textbox', { name: 'Filter by name or identifier' }).fill('build-artifacts');
    const grid = first.window.getByRole('grid', { name: 'Identities and resources' });
    await grid.getByText('build-artifacts').first().click();
    await answerDialogs(first.app, { save: file });
    await first.window.getByRole('button', { name: 'Crown jewel', exact: true }).click();
    await expect(first.window.getByRole('banner')).toContainText('Case larkfield');
    await expect(first.window.getByRole('button', { name: 'Crown jewel', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await first.window.getByRole('textbox', { name: 'Note', exact: true }).fill('Signs every release');
    await first.window.keyboard.press('Enter');
    await expect(grid).toContainText('Crown jewel');
    await screenshot(first, 'case');
    await expect(async () => {
      expect(await readFile(file, 'utf8')).toContain('Signs every release');
    }).toPass({ timeout: 5_000 });
    expect(first.pageErrors()).toEqual([]);
    await first.close();

    const second = await launchTrustpath({ files: [sample.file], size });
    await expect(second.window.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await answerDialogs(second.app, { open: [file] });
    await chooseMenuItem(second.app, 'open-case');
    await expect(second.window.getByRole('banner')).toContainText('Case larkfield');
    await second.window.getByRole('combobox', { name: /Paste a credential/ }).fill(sample.keyId);
    await second.window.keyboard.press('Enter');
    await expect(second.window.getByRole('listbox', { name: 'Paths' })).toContainText('build-artifacts', {
      timeout: 20_000,
    });
    expect(second.pageErrors()).toEqual([]);
    await second.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
