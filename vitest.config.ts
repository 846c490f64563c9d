import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules/**', 'e2e/**', '.build/**', 'out/**'],
    testTimeout: 20_000,
    // Nothing that a test makes is to be found among the person's own files.
    env: { TRUSTPATH_HOME: join(tmpdir(), `trustpath-tests-${process.pid}`) },
  },
});
