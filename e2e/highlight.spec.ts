import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { timed } from './key-to-paint.ts';
import { launchTrustpath, screenshot } from './launch.ts';
import { importWideEstate } from './wide-estate.ts';

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustpath-wide-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

for (const width of [48, 237]) {
  test(`chooses a path and a hop in a drawing of ${2 * width + 2} entities without a wait`, async () => {
    const file = path.join(folder, `wide-${width}.trustpath`);
    const user = await importWideEstate(width, folder, file);
    const trustpath = await launchTrustpath({ files: [file], size: { width: 1440, height: 900 } });
    const { window: page } = trustpath;
    try {
      await expect(page.getByRole('banner')).toContainText('wide-');
      const box = page.getByRole('combobox', { name: /Paste a credential/ });
      await box.fill(user);
      await page
        .getByRole('option', { name: new RegExp(user) })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      const list = page.getByRole('listbox', { name: 'Paths' });
      await expect(list).toBeVisible({ timeout: 30_000 });
      const controlled = page.getByRole('checkbox', { name: /all that an account controls/ });
      if (await controlled.isVisible()) await controlled.check();
      await page.getByRole('checkbox', { name: 'Draw all' }).check();
      const cards = 2 * width + 2;
      await expect(page.locator('.entity-card')).toHaveCount(cards);
      const paths = await page.locator('.paths-head strong').textContent();

      const table = page.getByRole('grid', { name: 'Relations of the paths drawn' });
      const times = {
        path: await timed(page, list, 'ArrowDown'),
        hop: await timed(page, table, 'ArrowDown'),
      };
      console.log(
        `${cards} cards, ${paths}, from key to paint: path ${says(times.path)}, hop ${says(times.hop)}`,
      );
      // Restyling the whole canvas took 144 ms and more; the quickest of many is what a busy machine disturbs least.
      expect(times.path[0]).toBeLessThanOrEqual(100);
      expect(times.hop[0]).toBeLessThanOrEqual(100);

      await page.getByRole('option').nth(3).click();
      await expect(page.locator('.entity-card.onpath')).toHaveCount(3);
      await expect(page.locator('.mark')).toHaveCount(2);
      await expect(page.locator('.mark.chosen')).toHaveCount(1);
      await screenshot(trustpath, `wide-${cards}`);
    } finally {
      await trustpath.close();
    }
  });
}

function says(times: readonly number[]): string {
  return `${times[Math.floor(times.length / 2)]} ms (quickest ${times[0]}, slowest ${times.at(-1)})`;
}
