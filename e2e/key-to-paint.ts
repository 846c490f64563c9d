import type { Locator, Page } from '@playwright/test';

const KEYS = 20;

/** How long the page took from each of 20 keys to the paint that followed it (milliseconds, in steps of 8), sorted. */
export async function timed(page: Page, where: Locator, key: string): Promise<readonly number[]> {
  await page.evaluate(() => {
    const durations: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') durations.push(duration);
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { durations });
  });
  await where.focus();
  const times: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press(key);
    times.push(await page.evaluate(reported));
  }
  return times.sort((a, b) => a - b);
}

/** In the page: the time of the last key, when Chromium reports it. One quicker than a frame is not reported. */
async function reported(): Promise<number> {
  const { durations } = window as unknown as { durations: number[] };
  const end = performance.now() + 500;
  while (durations.length === 0 && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return durations.shift() ?? 16;
}
