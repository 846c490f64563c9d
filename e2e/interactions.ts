import { expect, type Locator, type Page } from '@playwright/test';

/** How a person works: with the pointer, or with the keyboard alone. */
export const HANDS = ['pointer', 'keyboard'] as const;
export type Hand = (typeof HANDS)[number];

/** More steps of Tab than any view has places to stop at. */
const MOST_TABS = 120;

export interface Interactions {
  /** Clicks, or goes there with Tab and presses the key. One interaction either way; moving is none. */
  use(target: Locator, key?: 'Enter' | 'Space'): Promise<void>;
  /** Puts a text in the place of what stands in a field, as one interaction. */
  type(target: Locator, text: string): Promise<void>;
  /** Pastes what was copied into what has the focus. */
  paste(): Promise<void>;
  count(): number;
}

/** Does what a story says, with one of two hands, and counts. */
export function interactions(page: Page, hand: Hand): Interactions {
  let done = 0;
  return {
    async use(target, key = 'Enter') {
      done++;
      await expect(target).toBeEnabled();
      if (hand === 'pointer') return target.click();
      if ((await target.getAttribute('role')) === 'tab') return arrowTo(page, target);
      await tabTo(page, target);
      await page.keyboard.press(key);
    },
    async type(target, text) {
      done++;
      if (hand === 'pointer') await target.click();
      else await tabTo(page, target);
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
    },
    async paste() {
      done++;
      await page.keyboard.press('Control+V');
    },
    count: () => done,
  };
}

/** Of a list of tabs only the one shown is a place to stop at; arrows go from there to the others and show them. */
async function arrowTo(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target.locator('xpath=..').locator('[aria-selected="true"]'));
  for (let arrows = 0; arrows < 10; arrows++) {
    if ((await target.getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`${target} is not reached with arrows`);
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} is not reached with Tab`);
}
