import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { LEAKED_DEPLOY_KEY } from '../sample/github/larkfield.ts';
import { launchTrustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test('a leaked deploy key is followed from GitHub over AWS into the cluster, and tight trust says what blocks', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-github-story-'));
  const { file } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [file], size: { width: 1280, height: 800 } });
  const { window: page, app } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    // As a person does: the whole private key is in the clipboard.
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), LEAKED_DEPLOY_KEY.privateKey);
    await page.getByRole('combobox', { name: /Paste a credential/ }).focus();
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Enter');
    const paths = page.getByRole('listbox', { name: 'Paths' });
    await paths.getByRole('option', { name: /provider-credentials/ }).click({ timeout: 20_000 });
    const hops = page.getByRole('grid', { name: /Hops/ });
    for (const name of [
      'buildbox',
      'release',
      'github-release',
      'larkfield:deployers',
      'provider-credentials',
    ])
      await expect(hops).toContainText(name);
    await expect(hops.getByRole('row')).toHaveCount(6);
    // The hop between the clouds, with the line of the workflow that proves it.
    await hops
      .getByRole('row', { name: /github-release/ })
      .first()
      .click();
    await lookAt(trustpath, [['github-story', () => page.getByRole('article', { name: /Relation/ })]]);
    for (const text of await page.locator('body').allTextContents())
      expect(text).not.toContain(LEAKED_DEPLOY_KEY.privateKey.split('\n')[1]);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
