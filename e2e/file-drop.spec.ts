import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchTrustpath, type Trustpath } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

let folder: string;
let trustpath: Trustpath;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-drop-'));
  trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
});
test.afterAll(async () => {
  await trustpath?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a snapshot dropped on the window is opened', async () => {
  const { file } = await sampleSnapshot(path.join(folder, 'dropped.trustpath'));
  await drop([file]);
  const banner = trustpath.window.getByRole('banner');
  await expect(banner).toContainText('dropped.trustpath', { timeout: 20_000 });
  // Open at last: then the window goes to it, from wherever it is.
  await expect(banner).toContainText('sealed', { timeout: 20_000 });
  expect(trustpath.pageErrors()).toEqual([]);
});

test('files dropped on the window are offered for import by what is in them', async () => {
  const { window: page } = trustpath;
  const known = path.join(folder, 'whatever.json');
  await writeFile(known, '{"UserDetailList":[]}');
  const unknown = path.join(folder, 'notes.txt');
  await writeFile(unknown, 'nothing of the kind');
  await drop([known, unknown]);
  const aws = page.getByRole('group', { name: 'AWS files' });
  await expect(aws).toContainText(known);
  const other = page.getByRole('group', { name: 'Files of an unknown kind' });
  await expect(other).toContainText('Say what these files are.');
  await expect(other.getByRole('button', { name: 'Put on the list' })).toBeDisabled();
});

/** Drags files from outside over the window and lets them go, as Chromium gets it from the system. */
async function drop(files: readonly string[]): Promise<void> {
  const { app, window: page } = trustpath;
  const chromium = await app.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const) {
    await chromium.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
  await expect(page.getByText('Drop a snapshot, case or evidence bundle')).toBeVisible();
  await chromium.send('Input.dispatchDragEvent', { type: 'drop', x: 600, y: 400, data });
  await expect(page.getByText('Drop a snapshot, case or evidence bundle')).toHaveCount(0);
}
