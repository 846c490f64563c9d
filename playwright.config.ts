import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/prepare.ts',
  // One application leaves most of two cores idle; each worker has a display of its own (see e2e/displays.ts).
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // A test that passes on a second try has failed (see scripts/test-counts.ts), so a second try would only cost time.
  retries: 0,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
