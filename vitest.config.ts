import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const EVERYWHERE = {
  testTimeout: 20_000,
  // Nothing that a test makes is to be found among the person's own files.
  env: { TRUSTPATH_HOME: join(tmpdir(), `trustpath-tests-${process.pid}`) },
};
const NOT_OURS = ['node_modules/**', 'e2e/**', '.build/**', 'out/**'];

/** Tests of pure functions: nothing that one file does can be seen by the next, so all share their modules. */
const PURE = ['analysis/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    // Many tests wait for processes of their own: one worker fewer than processors leaves half of two idle.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { ...EVERYWHERE, name: 'pure', include: PURE, exclude: NOT_OURS, isolate: false } },
      {
        test: {
          ...EVERYWHERE,
          name: 'parts',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...NOT_OURS, ...PURE],
        },
      },
    ],
  },
});
