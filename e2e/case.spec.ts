import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath, screenshot } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const SIZE = { width: 1280, height: 800 };

test('what is marked goes into a case, counts in answers, and is there in the next run', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-case-'));
  const file = path.join(folder, 'larkfield.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  try {
    const first = await launchTrustpath({ files: [sample.file], size: SIZE });
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

    const second = await launchTrustpath({ files: [sample.file], size: SIZE });
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

test('by keyboard alone: several are marked at once, proposals confirmed, all of it undone and read in the log', async () => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-case-bulk-'));
  const file = path.join(folder, 'bulk.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file], size: SIZE });
  const { window: page, app } = trustpath;
  const { keyboard } = page;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await answerDialogs(app, { save: file });
    await keyboard.press('Control+J');
    await page.getByRole('button', { name: 'Begin a case…' }).press('Enter');
    const part = (name: string | RegExp) =>
      page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name });
    await expect(part('Snapshots 1')).toBeVisible();

    await keyboard.press('Control+3');
    await page.getByRole('textbox', { name: 'Filter by name or identifier' }).fill('larkfield-');
    const grid = page.getByRole('grid', { name: 'Identities and resources' });
    await expect(grid.getByRole('row').nth(4)).toBeVisible();
    await grid.focus();
    await keyboard.press('Home');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await expect(grid.getByRole('row', { selected: true })).toHaveCount(3);
    await expect(page.getByText('3 entities chosen')).toBeVisible();
    await keyboard.press('Control+Shift+M');
    const dialog = page.getByRole('dialog', { name: 'Mark the chosen entities' });
    await dialog.getByRole('textbox', { name: 'Owner' }).fill('Platform team');
    await keyboard.press('Enter');
    await expect(async () => {
      expect(await readFile(file, 'utf8')).toContain('Platform team');
    }).toPass({ timeout: 5_000 });
    await keyboard.press('Escape');
    await keyboard.press('Control+J');
    await expect(part('Marks 3')).toBeVisible();

    await part(/^Proposals/).press('Enter');
    const proposals = page.getByRole('grid', { name: 'Proposals' });
    await expect(
      proposals.getByRole('row', { name: /larkfield-terraform-state.*terraform state/ }),
    ).toBeVisible();
    await lookAt(trustpath, [['case-proposals', () => proposals]]);
    const count = async () => Number(/\d+/.exec((await part(/^Proposals/).textContent()) ?? '')?.[0]);
    const before = await count();
    await proposals.focus();
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect.poll(count).toBe(before - 1);
    await keyboard.press('Control+Alt+Z');
    await expect.poll(count).toBe(before);
    await keyboard.press('Control+Alt+Z');
    await expect(part('Marks 0')).toBeVisible();
    await keyboard.press('Control+Alt+Shift+Z');
    await expect(part('Marks 3')).toBeVisible();

    // A question and a note are kept, and the question opens again from the case.
    await keyboard.press('Control+L');
    await page.getByRole('combobox', { name: /Paste a credential/ }).fill(sample.keyId);
    await keyboard.press('Enter');
    await page.getByRole('listbox', { name: 'Paths' }).waitFor();
    await keyboard.press('Control+S');
    await keyboard.press('Control+J');
    await part('Notes 0').press('Enter');
    await page.getByRole('textbox', { name: 'A new note' }).fill('Key found in a public repository');
    await keyboard.press('Control+Enter');
    await expect(part('Notes 1')).toBeVisible();
    await part('Questions 1').press('Enter');
    await page.getByRole('button', { name: /^Open What .* reaches/ }).press('Enter');
    await page.getByRole('listbox', { name: 'Paths' }).waitFor();
    // The answer that is still to come brings its view to the front.
    await expect(async () => {
      await keyboard.press('Control+J');
      await expect(part(/^Log/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await part(/^Log/).press('Enter');
    const log = page.getByRole('grid', { name: 'Log of the case' });
    await expect(log).toContainText('takes back');
    await expect(log).toContainText('Kept the question');
    await lookAt(trustpath, [
      [
        'case-log',
        async () => {
          await part(/^Log/).click();
          return log;
        },
      ],
      [
        'case-marks',
        async () => {
          await part('Marks 3').click();
          return page.getByRole('grid', { name: 'Marked entities' });
        },
      ],
    ]);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a case whose snapshot is not where it was opens, says so, and finds it again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-case-missing-'));
  const file = path.join(folder, 'missing.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const userData = path.join(folder, 'data');
  try {
    const first = await launchTrustpath({ files: [sample.file], size: SIZE, userData });
    await expect(first.window.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await answerDialogs(first.app, { save: file });
    await chooseMenuItem(first.app, 'new-case');
    await expect(first.window.getByRole('banner')).toContainText('Case missing');
    await first.close();

    const moved = path.join(folder, 'moved.trustpath');
    await rename(sample.file, moved);
    const second = await launchTrustpath({ files: [file], size: SIZE, userData });
    const { window: page } = second;
    await expect(page.getByRole('banner')).toContainText('Case missing', { timeout: 20_000 });
    await expect(page.getByText('not where it was')).toBeVisible();
    await lookAt(second, [['case-missing', () => page.getByText('not where it was')]]);
    await answerDialogs(second.app, { open: [moved] });
    await page.getByRole('button', { name: 'Find it…' }).press('Enter');
    await expect(page.getByRole('banner')).toContainText(/moved\.trustpath.*sealed/, { timeout: 20_000 });
    await page.keyboard.press('Control+J');
    await expect(page.getByText('open now')).toBeVisible();
    expect(second.pageErrors()).toEqual([]);
    await second.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
