import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, launchTrustpath } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const USER = 'arn:aws:iam::111122223333:user/ci-deployer';

test('by keyboard alone: a scenario is opened from a file, put in another order, guarded, kept in a case and shown again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-scenario-'));
  const { file, keyId } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const scenario = path.join(folder, 'first-hour.json');
  const kept = path.join(folder, 'kept.trustcase');
  await writeFile(
    scenario,
    JSON.stringify({
      from: [keyId],
      changes: [
        { change: 'quarantine', principal: USER },
        { change: 'delete-credential', credential: keyId },
      ],
    }),
  );
  const trustpath = await launchTrustpath({ files: [file], size: { width: 1280, height: 800 } });
  const { window: page, app } = trustpath;
  const { keyboard } = page;
  const rows = page.getByRole('list', { name: 'Changes in order' }).getByRole('listitem');
  const takeBack = (about: RegExp) => rows.getByRole('button', { name: about }).last();
  const lost = page.getByRole('region', { name: 'Paths that end' });
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await keyboard.press('Control+8');
    await answerDialogs(app, { open: [scenario] });
    await page.getByRole('button', { name: 'Open…' }).press('Enter');
    await expect(lost).toContainText(keyId, { timeout: 20_000 });
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('ci-deployer');
    await expect(page.getByText(`An attacker starts from ${keyId}.`)).toBeVisible();

    // The one that has the focus moves, and keeps it.
    await takeBack(/^Take back: .*ci-deployer/).focus();
    await keyboard.press('Alt+ArrowDown');
    await expect(rows.first()).toContainText(keyId);
    await expect(rows.last()).toContainText('ci-deployer');
    await expect(takeBack(/^Take back: .*ci-deployer/)).toBeFocused();
    await keyboard.press('Alt+ArrowUp');
    await expect(rows.first()).toContainText('ci-deployer');
    await keyboard.press('Alt+ArrowDown');

    await page.getByRole('button', { name: 'Guard a path…' }).press('Enter');
    await expect(page.getByRole('combobox', { name: 'From' })).toBeFocused();
    await choose('From', 'build-artifacts');
    await choose('To', 'customer-exports');
    await page.getByRole('button', { name: 'Guard it' }).press('Enter');
    const guards = page.getByRole('list', { name: 'Guards' });
    // The user is cut off, and the role is not: it gets there by others.
    await expect(guards).toContainText('guard is broken', { timeout: 20_000 });
    await expect(guards).toContainText('build-artifacts');
    await expect(rows).toHaveCount(3);

    await answerDialogs(app, { save: kept });
    const name = page.getByRole('textbox', { name: 'Name of the scenario' });
    await expect(name).toHaveValue('first-hour');
    await name.fill('The first hour');
    await name.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'kept' })).toBeVisible({ timeout: 10_000 });
    expect(await keptChanges(kept)).toEqual(['delete-credential', 'quarantine', 'guard']);

    await page.getByRole('button', { name: 'Clear' }).press('Enter');
    await expect(page.getByRole('heading', { name: 'Changes: 0' })).toBeVisible();
    await page.getByRole('button', { name: 'The first hour' }).press('Enter');
    await expect(rows).toHaveCount(3);
    await expect(rows.first()).toContainText(keyId);
    await expect(guards).toContainText('guard is broken', { timeout: 20_000 });
    await expect(name).toHaveValue('The first hour');
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }

  async function choose(label: string, text: string): Promise<void> {
    const box = page.getByRole('combobox', { name: label });
    await box.fill(text);
    await expect(page.getByRole('option').first()).toContainText(text);
    await box.press('Enter');
    await expect(page.getByTitle(`${label}: choose another`)).toContainText(text);
  }
});

/** The kinds of change, in order, of the last scenario that a case file keeps. */
async function keptChanges(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const last = lines.findLast((line) => line.includes('"quarantine"'));
  return [...(last ?? '').matchAll(/"change":"([a-z-]+)"/g)].map(([, kind]) => kind ?? '');
}
