import { expect, test } from '@playwright/test';
import { launchTrustpath, screenshot } from './launch.ts';

for (const theme of ['dark', 'light'] as const) {
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1000, height: 640 },
  ]) {
    test(`start view, ${theme}, ${size.width}x${size.height}`, async () => {
      const trustpath = await launchTrustpath({ theme, size });
      await expect(trustpath.window.locator('#root > *').first()).toBeVisible();
      await screenshot(trustpath, 'start');
      expect(trustpath.pageErrors()).toEqual([]);
      await trustpath.close();
    });
  }
}
