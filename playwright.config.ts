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
  // One slow moment of a shared machine is not worth the whole run; what needed its second try is said, not hidden.
  // To hunt such tests: `npx playwright test --retries 0 --repeat-each 10 e2e/NAME.spec.ts`.
  retries: 1,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
