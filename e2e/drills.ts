import { expect, type Page } from '@playwright/test';
import { createEngine } from '../engine/engine.ts';
import type { Output } from '../schema/contract.ts';

/** What the case says, read by an engine of its own. */
async function caseOf(file: string): Promise<Output<'case.open'>> {
  const engine = createEngine();
  try {
    return await engine.request('case.open', { path: file });
  } finally {
    engine.close();
  }
}
/** The drills that the case has. */
export const recordedIn = async (file: string) => (await caseOf(file)).drills;
/** Those that are under way in it. */
export const underWayIn = async (file: string) => (await caseOf(file)).runs;

/** The clock of the page is put ahead, as if the team had talked meanwhile, or back. */
export async function wait(page: Page, minutes: number): Promise<void> {
  const now = await page.evaluate(() => Date.now());
  await page.clock.setSystemTime(now + 60_000 * minutes);
}

export async function toDrills(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: /command/i }).fill('drills of the programme');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Token theft' })).toBeVisible({ timeout: 20_000 });
}
