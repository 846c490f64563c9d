import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createEngine } from '../engine/engine.ts';
import { createCanary, type Planted } from '../sample/canary.ts';
import { startSampleEstate } from '../sample/server.ts';
import { launchTrustpath, type Trustpath } from './launch.ts';

let folder: string;
let trustpath: Trustpath;
let planted: readonly Planted[];
let keyId: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-canary-'));
  const snapshot = path.join(folder, 'canary.trustpath');
  const canary = createCanary();
  const estate = await startSampleEstate({ plant: canary.plant });
  const engine = createEngine();
  process.env.AWS_ACCESS_KEY_ID = estate.credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = estate.credentials.secretAccessKey;
  await engine.request('collect.aws', { out: snapshot, endpoint: estate.endpoint, regions: [estate.region] });
  delete process.env.AWS_ACCESS_KEY_ID;
  delete process.env.AWS_SECRET_ACCESS_KEY;
  engine.close();
  await estate.close();
  planted = canary.planted();
  keyId = estate.leakedKeyId;
  trustpath = await launchTrustpath({ files: [snapshot], userData: path.join(folder, 'data') });
});

test.afterAll(async () => {
  await trustpath?.close();
  await rm(folder, { recursive: true, force: true });
});

const found = (text: string) =>
  planted.filter(({ secret }) => text.includes(secret)).map(({ field }) => field);

test('no view shows a secret that was planted in what the API answered', async () => {
  const { window: page } = trustpath;
  expect(planted.length).toBeGreaterThan(500);
  await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
  const box = page.getByRole('combobox', { name: /Paste a credential/ });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Investigate' }).click();
  await box.fill(keyId);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible();
  for (const [name, full] of [
    ['Investigate', page.locator('.entity-card')],
    ['Identities', page.getByRole('grid', { name: 'Identities and resources' }).getByRole('row').nth(1)],
    ['Coverage', page.getByRole('grid', { name: 'Coverage by operation' }).getByRole('row').nth(1)],
    ['Evidence', page.getByRole('heading', { level: 1, name: 'Evidence' })],
  ] as const) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();
    await full.first().waitFor();
    const shown = await page.content();
    expect(shown.length).toBeGreaterThan(1_000);
    expect(found(shown), name).toEqual([]);
  }
});

test('no file of the app, nor its output, holds one', async () => {
  expect(found(trustpath.output())).toEqual([]);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const bytes = await readFile(path.join(file.parentPath, file.name)).catch(() => null);
    // A socket or a file that Chromium just removed is nothing that was kept.
    if (bytes !== null) expect(found(bytes.toString('latin1')), file.name).toEqual([]);
  }
});
