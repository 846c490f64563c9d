import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that passed, how many did so only when they were run again. */
  readonly secondTry: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0, secondTry: 0 };

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    secondTry: a.secondTry + b.secondTry,
  };
}

const vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});
const playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** What vitest's JSON report counted; nothing where it wrote none. */
export async function vitestCounts(report: string): Promise<Counts> {
  const parsed = await read(report, vitest);
  return parsed === null
    ? NONE
    : {
        passed: parsed.numPassedTests,
        failed: parsed.numFailedTests,
        skipped: parsed.numPendingTests + parsed.numTodoTests,
        secondTry: 0,
      };
}

/** What Playwright's JSON report counted; nothing where it wrote none. */
export async function playwrightCounts(report: string): Promise<Counts> {
  const parsed = await read(report, playwright);
  if (parsed === null) return NONE;
  const { expected, unexpected, flaky, skipped } = parsed.stats;
  return { passed: expected + flaky, failed: unexpected, skipped, secondTry: flaky };
}

async function read<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : schema.parse(JSON.parse(text));
}
