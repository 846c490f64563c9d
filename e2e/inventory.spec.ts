import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, chooseMenuItem, launchTrustpath } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test('machine identities are saved from the window as a file that can be edited', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-inventory-'));
  const file = path.join(folder, 'machine-identities.csv');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const { app, window, close, pageErrors } = await launchTrustpath({ files: [sample.file] });
  try {
    await expect(window.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await answerDialogs(app, { save: file });
    await chooseMenuItem(app, 'export-inventory');
    await expect(async () => {
      const text = await readFile(file, 'utf8');
      expect(text).toMatch(/^id,kind,name,owner,environment,tier,owner_proposed,/);
      expect(text).toContain('Its tag team is platform.');
    }).toPass({ timeout: 20_000 });
    expect(pageErrors()).toEqual([]);
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
});
