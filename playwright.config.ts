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
  // Starting or ending the real application was seen to stall once in some dozens of runs on a loaded machine. A second try
  // is reported as flaky, not as passed.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
