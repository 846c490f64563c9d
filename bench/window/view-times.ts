import type { Page } from '@playwright/test';

/** A view, and what it shows when it is there. */
export interface ViewToShow {
  readonly name: string;
  readonly selector: string;
}

export const VIEWS: readonly ViewToShow[] = [
  { name: 'Start', selector: 'main h1' },
  { name: 'Identities', selector: '[role="grid"] [aria-rowindex="2"]' },
  { name: 'Findings', selector: '[role="grid"] [aria-rowindex="2"]' },
  { name: 'What if', selector: 'main h1' },
  { name: 'Compare', selector: 'main h1' },
  { name: 'Programme', selector: '[aria-label="Measures"][role="grid"] [aria-rowindex="2"]' },
  { name: 'Coverage', selector: '[role="grid"] [aria-rowindex="2"]' },
  { name: 'Evidence', selector: 'main h1' },
  { name: 'Collect', selector: 'main h1' },
];

/** Milliseconds from choosing a view to the frame after which what it is for is in the page. */
export function timeToShow(page: Page, view: ViewToShow): Promise<number> {
  return page.evaluate(async ({ name, selector }) => {
    const rail = [...document.querySelectorAll<HTMLButtonElement>('nav[aria-label="Views"] button')];
    const button = rail.find((each) => each.textContent?.trim() === name);
    if (!button) throw new Error(`there is no view ${name}`);
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const begun = performance.now();
    button.click();
    const end = begun + 120_000;
    const shown = () =>
      button.getAttribute('aria-current') === 'page' && document.querySelector(selector) !== null;
    await frame();
    while (!shown() && performance.now() < end) await frame();
    if (!shown()) throw new Error(`${name} did not show ${selector}`);
    await frame();
    return performance.now() - begun;
  }, view);
}
