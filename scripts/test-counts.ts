import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
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
      };
}

/** What Playwright's JSON report counted; nothing where it wrote none. A test that passed only on a retry has failed. */
export async function playwrightCounts(report: string): Promise<Counts> {
  const parsed = await read(report, playwright);
  if (parsed === null) return NONE;
  const { expected, unexpected, flaky, skipped } = parsed.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

async function read<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : schema.parse(JSON.parse(text));
}
