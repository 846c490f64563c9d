import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const EVERYWHERE = {
  testTimeout: 20_000,
  env: {
    // Nothing that a test makes is to be found among the person's own files.
    TRUSTPATH_HOME: join(tmpdir(), `trustpath-tests-${process.pid}`),
    // Tests start the command line some hundred times: with what V8 compiled kept, in a third of the time.
    NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compile'),
  },
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
