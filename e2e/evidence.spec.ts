import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, launchTrustpath, type Trustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test.describe.configure({ mode: 'serial' });

let folder: string;
let trustpath: Trustpath;
let keyId: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-evidence-'));
  // Without a keyring, as on a bare desktop, whatever the machine that runs this has.
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  keyId = sample.keyId;
  trustpath = await launchTrustpath({
    files: [sample.file],
    args: ['--password-store=basic'],
    env: { TRUSTPATH_SIGNING_KEY: '' },
    size: { width: 1280, height: 800 },
  });
});
test.afterAll(async () => {
  await trustpath?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a system without a key store is told so, and a key file signs instead', async () => {
  const { window: page, app } = trustpath;
  await page.getByRole('combobox', { name: /Paste a credential/ }).focus();
  await page.evaluate((text) => window.trustpath.copyText(text), keyId);
  await page.keyboard.press('Control+V');
  await expect(page.locator('.entity-card').first()).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+E');
  await expect(page.getByText(/has no keyring/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Choose a place and export/ })).toBeDisabled();
  await answerDialogs(app, { save: path.join(folder, 'ada.pem') });
  await page.getByRole('button', { name: 'Make a key file…' }).click();
  await expect(page.getByText('Signs with the key')).toBeVisible();
  expect(await readFile(path.join(folder, 'ada.pem'), 'utf8')).toContain('PRIVATE KEY');
});

test('the preview shows the report and the files, and a path can be left out', async () => {
  const { window: page } = trustpath;
  await page.getByRole('button', { name: 'Preview and choose' }).click();
  const report = page.getByRole('region', { name: 'Report' });
  await expect(report).toContainText('3 paths were found.', { timeout: 30_000 });
  await expect(report).toContainText('It could hide');
  await page.getByRole('checkbox', { name: /^Path 2:/ }).uncheck();
  await expect(report).toContainText('1 more path was found and is not in this bundle', { timeout: 30_000 });
  await page.getByText(/^\d+ files$/).click();
  await expect(page.getByText('data/report.pdf')).toBeVisible();
});

test('the bundle is written, verified in plain words, and countersigned', async () => {
  const { window: page, app } = trustpath;
  const bundle = path.join(folder, 'bundle.zip');
  await page.getByLabel('As one zip file instead of a folder').check();
  await answerDialogs(app, { save: bundle });
  await page.getByRole('button', { name: /Choose a place and export/ }).click();
  await expect(page.getByText(/files written/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Verify it' }).click();
  await expect(
    page.getByText('Verified: no check failed. What that proves, and what not, is below.'),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(/follow from these documents by the rules of this version/)).toBeVisible();
  await answerDialogs(app, { save: path.join(folder, 'bob.pem') });
  await page.getByRole('button', { name: 'Make a key file…' }).click();
  await expect(page.getByText(/bob\.pem/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Countersign with your key' }).click();
  await expect(page.getByText('Countersigned: it bears 2 signatures now.')).toBeVisible({ timeout: 30_000 });
});

test('looks right in both themes and sizes, with nothing serious for axe', async () => {
  test.setTimeout(180_000);
  const { window: page } = trustpath;
  const card = page.getByRole('region', { name: 'Verify' });
  const report = page.getByRole('region', { name: 'Report' });
  const exported = page.getByRole('region', { name: 'Export' });
  await lookAt(trustpath, [
    ['evidence-export', () => exported.evaluate((node) => node.scrollIntoView()).then(() => exported)],
    ['evidence-report', () => report.evaluate((node) => node.scrollIntoView()).then(() => report)],
    ['evidence-verified', () => card.evaluate((node) => node.scrollIntoView()).then(() => card)],
  ]);
  expect(trustpath.pageErrors()).toEqual([]);
});
