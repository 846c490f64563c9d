import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TARGETS, targetNamed } from './registry.ts';
import { type FuzzResult, fuzz } from './supervise.ts';

const USAGE = `Usage: npm run fuzz -- [--target NAME] [--runs N] [--minutes M] [--seed N] [--guided] [--json]

  --target NAME  one of: ${TARGETS.map(({ name }) => name).join(', ')}; all of them otherwise
  --runs N       altered inputs for each target (1000)
  --minutes M    most time for each target (60)
  --seed N       what the alterations depend on (1): the same seed gives the same inputs
  --guided       keep inputs that enter blocks of code which none before entered, and alter those too
  --json         prints one JSON document on standard output, and nothing else there

Inputs that bring out a fault are kept in test-results/fuzz.
`;

async function main(): Promise<number> {
  let values: {
    target?: string;
    runs?: string;
    minutes?: string;
    seed?: string;
    guided?: boolean;
    json?: boolean;
    help?: boolean;
  };
  try {
    values = parseArgs({
      options: {
        target: { type: 'string' },
        runs: { type: 'string' },
        minutes: { type: 'string' },
        seed: { type: 'string' },
        guided: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
    if (values.target !== undefined) targetNamed(values.target);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const work = mkdtempSync(join(tmpdir(), 'trustpath-fuzz-'));
  try {
    const results = await fuzz({
      targets: values.target === undefined ? TARGETS.map(({ name }) => name) : [values.target],
      seed: Number(values.seed ?? 1),
      runs: Number(values.runs ?? 1_000),
      milliseconds: Number(values.minutes ?? 60) * 60_000,
      guided: values.guided ?? false,
      slowMs: 5_000,
      hungMs: 120_000,
      work,
      keep: resolve(import.meta.dirname, '../test-results/fuzz'),
      onDone: (result) => values.json || process.stdout.write(told(result)),
    });
    if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return results.some(({ faults }) => faults.length > 0) ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function told({
  target,
  runs,
  read,
  refused,
  messages,
  faults,
  slowestMs,
  blocks,
  kept,
  seconds,
}: FuzzResult): string {
  const guided = blocks === null ? '' : `, ${blocks} blocks of code, ${kept} inputs kept`;
  const lines = [
    `${target}: ${runs} inputs in ${seconds.toFixed(0)} s: ${read} read, ${refused} refused with ${Object.keys(messages).length} kinds of message, ${faults.length} faults; slowest ${Math.round(slowestMs)} ms${guided}`,
    ...faults.map(({ kind, says, kept: file }) => `  ${kind}: ${says.split('\n')[0]} (${file})`),
  ];
  return `${lines.join('\n')}\n`;
}

process.exitCode = await main();
