import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { buildApp } from './build.ts';
import { ensureSystemLibraries } from './system-libraries.ts';
import { add, type Counts, NONE, playwrightCounts, vitestCounts } from './test-counts.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const RESULTS = path.join(ROOT, 'test-results');
const VITEST_REPORT = path.join(RESULTS, 'vitest.json');
const PLAYWRIGHT_REPORT = path.join(RESULTS, 'playwright.json');

/** One part of the whole test run. A check without tests of its own counts as one test when it fails. */
interface Step {
  readonly name: string;
  readonly title: string;
  run(): Promise<{ readonly ok: boolean; readonly counts?: Counts }>;
}

const STEPS: readonly Step[] = [
  {
    name: 'system',
    title: 'System libraries',
    run: async () => {
      ensureSystemLibraries();
      return { ok: true };
    },
  },
  { name: 'types', title: 'Types (tsc)', run: () => command(['tsc', '-p', '.']) },
  { name: 'lint', title: 'Lint (biome)', run: () => command(['biome', 'check', '.']) },
  { name: 'unused', title: 'Unused code (knip)', run: () => command(['knip', '--no-progress']) },
  {
    name: 'unit',
    title: 'Unit and integration tests (vitest)',
    run: async () => {
      const result = await command([
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${VITEST_REPORT}`,
      ]);
      return { ...result, counts: await vitestCounts(VITEST_REPORT) };
    },
  },
  {
    name: 'build',
    title: 'Build (vite)',
    run: async () => {
      const built = await buildApp();
      console.log(built.length === 0 ? 'Built already.' : `Built ${built.join(', ')}.`);
      return { ok: true };
    },
  },
  {
    name: 'e2e',
    title: 'End-to-end tests in the real Electron (playwright)',
    run: async () => {
      const result = await command(['playwright', 'test', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_REPORT,
      });
      return { ...result, counts: await playwrightCounts(PLAYWRIGHT_REPORT) };
    },
  },
];

function command(
  [name, ...args]: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ ok: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(name!, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATH: `${path.join(ROOT, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
        ...environment,
      },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve({ ok: code === 0 }));
  });
}

/** Runs the named steps, or all; prints each with its duration, and the sum last. */
async function runTests(names: readonly string[]): Promise<boolean> {
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const steps = names.length === 0 ? STEPS : STEPS.filter(({ name }) => names.includes(name));
  const summary: string[] = [];
  let total = NONE;
  for (const { title, run } of steps) {
    console.log(`\n=== ${title} ===`);
    const started = performance.now();
    const { ok, counts } = await run().catch((error: Error) => {
      console.error(error.message);
      return { ok: false, counts: undefined };
    });
    // A step that failed without a failed test (a crash, a type error) must still show in the sum.
    const shown = counts ?? NONE;
    total = add(total, ok || shown.failed > 0 ? shown : add(shown, { ...NONE, failed: 1 }));
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    summary.push(`${ok ? 'ok    ' : 'FAILED'} ${seconds} s  ${title}`);
  }
  console.log(`\n=== Summary ===\n${summary.join('\n')}\n`);
  if (total.secondTry > 0)
    console.log(
      `${total.secondTry} of the tests that passed did so on a second try only; each is named above as flaky.`,
    );
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !STEPS.some((step) => step.name === name));
if (unknown === undefined) {
  if (!(await runTests(wanted))) process.exitCode = 1;
} else {
  console.error(`There is no test step ${unknown}; there are ${STEPS.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
}
