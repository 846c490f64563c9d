import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { HANDS, interactions } from './interactions.ts';
import { answerDialogs, launchTrustpath } from './launch.ts';
import { type Look, lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

for (const hand of HANDS) {
  test(`a responder traces a leaked key, cuts its paths and hands over evidence, by ${hand}`, async () => {
    test.setTimeout(150_000);
    const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-responder-'));
    const { file, keyId } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
    const trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
    const { window: page, app } = trustpath;
    const { use, paste, count } = interactions(page, hand);
    const rail = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true });
    const looked = async (...looks: Look[]) => (hand === 'pointer' ? lookAt(trustpath, looks) : undefined);
    try {
      await answerDialogs(app, { open: [file] });
      await use(page.getByRole('button', { name: /Open a snapshot/ }).first());
      const ask = page.getByRole('combobox', { name: /Paste a credential/ });
      await expect(ask).toBeFocused({ timeout: 20_000 });
      await page.evaluate((text) => window.trustpath.copyText(text), keyId);
      await paste();

      // Whose it is, and the surest way to what must not be reached.
      await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible({ timeout: 20_000 });
      await expect(page.locator('.recognition')).toContainText('ci-deployer');
      await looked(['responder-1-paths', () => page.getByRole('listbox', { name: 'Paths' })]);

      await use(page.getByRole('tab', { name: /Blast radius/ }));
      await looked([
        'responder-2-blast',
        () => page.getByRole('tab', { name: /Blast radius/, selected: true }),
      ]);

      await use(page.getByRole('tab', { name: /Containment/ }));
      await expect(page.locator('.step').first()).toContainText(keyId);
      await looked(['responder-3-containment', () => page.locator('.step')]);

      await use(page.getByRole('button', { name: 'Find the least cut' }));
      await expect(page.getByText('tried: no path is left').first()).toBeVisible({ timeout: 30_000 });
      await use(page.getByRole('button', { name: 'Try it' }).first());
      await expect(page.getByRole('region', { name: 'Paths that end' })).toContainText(keyId, {
        timeout: 30_000,
      });
      const plan = page.getByRole('region', { name: 'Plan' });
      await expect(plan).toContainText('aws iam ');
      await looked(['responder-4-cut', () => plan]);

      await use(rail('Evidence'));
      await answerDialogs(app, { save: path.join(folder, 'evidence') });
      await use(page.getByRole('button', { name: /Choose a place and export/ }));
      await expect(page.getByText(/files written/)).toBeVisible({ timeout: 60_000 });
      await looked(['responder-5-evidence', () => page.getByText(/files written/)]);
      expect(await readFile(path.join(folder, 'evidence/data/report.html'), 'utf8')).toContain(keyId);

      expect(count()).toBeLessThan(10);
      expect(trustpath.pageErrors()).toEqual([]);
    } finally {
      await trustpath.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
