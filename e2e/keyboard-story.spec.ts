import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs, launchTrustpath, setTheme } from './launch.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

test('a leaked key is traced, proven and contained with the keyboard alone, in under ten interactions', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-keys-'));
  const { file, keyId } = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ size: { width: 1280, height: 800 } });
  const { window: page, app } = trustpath;
  let interactions = 0;
  const press = async (key: string) => {
    interactions++;
    await page.keyboard.press(key);
  };
  try {
    await answerDialogs(app, { open: [file] });
    await page.evaluate((text) => window.trustpath.copyText(text), keyId);
    await press('Control+O');
    await expect(page.getByRole('combobox', { name: /Paste a credential/ })).toBeFocused({ timeout: 20_000 });
    await press('Control+V');
    await expect(page.getByRole('listbox', { name: 'Paths' })).toBeVisible();
    await expect(page.locator('.entity-card').first()).toContainText('foothold');
    // The first hop of the surest path is chosen: its proof stands in the inspector.
    await expect(page.getByRole('article', { name: /Relation/ })).toContainText('Why it holds');
    await press('Control+Shift+R');
    const step = page.locator('.step').first();
    await expect(step).toContainText(keyId);
    await answerDialogs(app, { save: path.join(folder, 'evidence') });
    await press('Control+E');
    await expect(page.getByRole('button', { name: /Choose a place and export/ })).toBeFocused();
    await press('Enter');
    await expect(page.getByText(/files written/)).toBeVisible({ timeout: 30_000 });
    expect(interactions).toBeLessThan(10);
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('the window follows the theme of the system until one is chosen, and again afterwards', async () => {
  const trustpath = await launchTrustpath();
  const { window: page, app } = trustpath;
  const shown = () => page.locator('html').getAttribute('data-theme');
  const choose = async (command: string) => {
    await page.keyboard.press('Control+K');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  try {
    for (const system of ['dark', 'light', 'dark'] as const) {
      await setTheme(app, system);
      await expect.poll(shown).toBe(system);
    }
    for (const choice of ['light', 'dark'] as const) {
      await choose(`${choice} theme`);
      await expect.poll(shown).toBe(choice);
    }
    await choose('system theme');
    await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system');
  } finally {
    await trustpath.close();
  }
});
