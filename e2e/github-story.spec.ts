import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { LEAKED_DEPLOY_KEY } from '../sample/github/larkfield.ts';
import { chooseMenuItem, launchTrustpath } from './launch.ts';
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
    await paths
      .getByRole('option', { name: /provider-credentials.*over main, release/ })
      .click({ timeout: 20_000 });
    const hops = page.getByRole('grid', { name: 'Relations of the paths drawn' });
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
    await page.keyboard.press('Control+7');
    await lookAt(trustpath, [
      ['findings', () => page.getByRole('grid').getByText('checks out and runs what anyone proposes')],
    ]);
    await page.keyboard.press('Control+2');
    // The trust of the other role is tight: what blocks is named.
    await chooseMenuItem(app, 'why-not');
    const dialog = page.getByRole('dialog', { name: 'Why, or why not?' });
    for (const [end, id] of [
      ['From', 'github://larkfield-example/order-service/workflow/release'],
      ['To', 'arn:aws:iam::111122223333:role/github-web-deploy'],
    ] as const) {
      await dialog.getByRole('combobox', { name: end }).fill(id);
      await dialog.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
    }
    await dialog.getByRole('button', { name: 'Explain the direct relation' }).click();
    await expect(page.getByRole('main')).toContainText(
      'repo:larkfield-example/web-shop:environment:production',
    );
    for (const text of await page.locator('body').allTextContents())
      expect(text).not.toContain(LEAKED_DEPLOY_KEY.privateKey.split('\n')[1]);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
