import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const SIZE = { width: 1280, height: 800 };

test('by keyboard alone: machine identities are narrowed, sorted, confirmed, saved and taken back from a file', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-machines-'));
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page, app } = trustpath;
  const { keyboard } = page;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await keyboard.press('Control+3');
    await page.getByRole('button', { name: 'Machine identities' }).press('Enter');
    const grid = page.getByRole('grid', { name: 'Machine identities' });
    const row = (name: RegExp) => grid.getByRole('row', { name });
    await expect(grid.getByRole('row').nth(1)).toContainText('0');

    await page.getByRole('button', { name: 'No owner' }).press('Enter');
    await page.getByRole('button', { name: 'Static credential' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Static credential' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('age');
    await page.getByRole('button', { name: 'Sort downwards' }).press('Enter');
    await expect(grid.getByRole('columnheader', { name: 'Age' })).toHaveAttribute('aria-sort', 'descending');
    await page.getByRole('button', { name: 'No owner' }).press('Enter');
    await page.getByRole('button', { name: 'Static credential' }).press('Enter');

    await page.getByRole('textbox', { name: 'Filter by name, identifier or owner' }).fill('payments');
    await expect(row(/payments-api/).first()).toBeVisible();
    await grid.focus();
    await keyboard.press('Home');
    await expect(page.getByRole('region', { name: 'In the programme' })).toBeVisible();
    await lookAt(trustpath, [['machines', () => grid]]);

    // Several at once: what is proposed of them is confirmed, which begins a case.
    await keyboard.press('Control+a');
    const file = path.join(folder, 'programme.trustcase');
    await answerDialogs(app, { save: file });
    await page.getByRole('button', { name: /^Confirm \d+ environment/ }).press('Enter');
    await expect(page.getByRole('banner')).toContainText('Case programme');
    await expect(page.getByRole('button', { name: 'Confirm 0 environments' })).toBeDisabled();
    expect(await readFile(file, 'utf8')).toContain('"mark-all"');
    await lookAt(trustpath, [['machines-chosen', () => page.getByRole('region', { name: 'Proposed' })]]);

    const saved = path.join(folder, 'machines.yaml');
    await answerDialogs(app, { save: saved });
    await chooseMenuItem(app, 'export-inventory-yaml');
    await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('environment: production');

    const edited = path.join(folder, 'edited.csv');
    const role = 'arn:aws:iam::111122223333:role/payments-api';
    await writeFile(edited, `id,owner,tier\r\n${role},Payments team,0\r\n`);
    await answerDialogs(app, { open: [edited] });
    await chooseMenuItem(app, 'import-inventory');
    const dialog = page.getByRole('dialog', { name: 'Import an inventory' });
    await expect(dialog).toContainText('2 marks would be set');
    await lookAt(trustpath, [['machines-import', () => dialog]]);
    await dialog.getByRole('button', { name: 'Take into the case' }).press('Enter');
    await expect(row(/payments-api.*Payments team/)).toBeVisible();
    await keyboard.press('Control+Alt+Z');
    await expect(row(/Payments team/)).toHaveCount(0);

    await writeFile(edited, 'id,owner\r\narn:aws:iam::111122223333:role/gone,Ben\r\n');
    await chooseMenuItem(app, 'import-inventory');
    await expect(page.getByRole('alert')).toContainText('edited.csv, line 2');

    await page.getByRole('button', { name: 'Columns…' }).press('Enter');
    await page.getByRole('checkbox', { name: 'Kind' }).press('Space');
    await page.getByRole('checkbox', { name: 'Services used' }).press('Space');
    await keyboard.press('Escape');
    await expect(grid.getByRole('columnheader', { name: 'Kind' })).toBeVisible();
    await expect(grid.getByRole('columnheader', { name: 'Services used' })).toHaveCount(0);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
