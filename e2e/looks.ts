import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { screenshot, setSize, setTheme, type Trustpath } from './launch.ts';

const SMALL = { width: 1280, height: 800 };
const LARGE = { width: 2560, height: 1440 };

/** A view to look at: the name of its pictures, and what brings it up and answers with something that it then shows. */
export type Look = readonly [name: string, show: () => Promise<Locator> | Locator];

/** Keeps a picture of each look in both themes and at two sizes, and holds that axe finds nothing serious in any theme. */
export async function lookAt(trustpath: Trustpath, looks: readonly Look[]): Promise<void> {
  const { window: page, app } = trustpath;
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(app, theme);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    for (const size of [LARGE, SMALL]) {
      await setSize(app, size);
      for (const [name, show] of looks) {
        await (await show()).first().waitFor();
        await settled(page);
        await screenshot(trustpath, name);
        if (size === SMALL) expect(await seriousFaults(page), `${name}, ${theme}`).toEqual([]);
      }
    }
  }
}

/** Waits until the page has changed nothing for a tenth of a second and has painted it. */
function settled(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const done = () => {
          observer.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        };
        let quiet = setTimeout(done, 100);
        const observer = new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(done, 100);
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
  );
}

async function seriousFaults(page: Page): Promise<string[]> {
  // Reading axe in takes about as long as running it, so a page that has it is not given it again.
  const isThere = await page.evaluate(() => 'axe' in window);
  const { violations } = await new AxeBuilder({ page, ...(isThere && { axeSource: 'void 0' }) })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
