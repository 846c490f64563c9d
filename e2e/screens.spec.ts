import { expect, test } from '@playwright/test';
import { launchTrustpath, screenshot, setSize, setTheme } from './launch.ts';

test('the start view fits the window in both themes, at an ordinary size and at a small one', async () => {
  const trustpath = await launchTrustpath();
  const { window: page, app } = trustpath;
  try {
    for (const theme of ['dark', 'light'] as const) {
      await setTheme(app, theme);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1000, height: 640 },
      ]) {
        await setSize(app, size);
        await expect
          .poll(() => page.evaluate(() => [innerWidth, innerHeight]))
          .toEqual([size.width, size.height]);
        await expect(page.getByRole('heading', { name: 'Recent files' })).toBeAttached();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${size.width} wide`).toBeLessThanOrEqual(0);
        await screenshot(trustpath, 'start');
      }
    }
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
  }
});
