import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/prepare.ts',
  // One real application at a time: they share the machine's two cores and one virtual display.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // A test that passes on a second try has failed (see scripts/test-counts.ts), so a second try would only cost time.
  retries: 0,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
