import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Benchmark, type BenchResult, machine } from './benchmark.ts';
import { benchmarks } from './registry.ts';
import { table } from './table.ts';

const USAGE = `Usage: npm run bench -- [--json] [--only NAME] [--quick]

  --json       prints one JSON document on standard output, and nothing else there
  --only NAME  runs one benchmark: ${benchmarks.map((b) => b.name).join(', ')}
  --quick      small sizes, to see that everything works; the figures say nothing
`;

async function main(): Promise<number> {
  let options: { json?: boolean; only?: string; quick?: boolean; help?: boolean };
  try {
    options = parseArgs({
      options: {
        json: { type: 'boolean' },
        only: { type: 'string' },
        quick: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const chosen = options.only === undefined ? benchmarks : benchmarks.filter((b) => b.name === options.only);
  if (chosen.length === 0) {
    process.stderr.write(`No benchmark is called "${options.only}".\n${USAGE}`);
    return 2;
  }
  const quick = options.quick ?? false;
  const results: BenchResult[] = [];
  for (const benchmark of chosen) {
    results.push(...(chosen.length === 1 ? await runHere(benchmark, quick) : runApart(benchmark, quick)));
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ machine: machine(), results }, null, 2)}\n`);
  else process.stdout.write(`${machine()}\n\n${table(results)}\n`);
  return 0;
}

async function runHere(benchmark: Benchmark, quick: boolean): Promise<readonly BenchResult[]> {
  process.stderr.write(`${benchmark.name} …\n`);
  return benchmark.run({ quick, note: (text) => process.stderr.write(`  ${text}\n`) });
}

/** In a process of its own: what one leaves in memory has the next one wait for the collector, tenfold in the worst case. */
function runApart(benchmark: Benchmark, quick: boolean): readonly BenchResult[] {
  const args = [import.meta.filename, '--json', '--only', benchmark.name, ...(quick ? ['--quick'] : [])];
  const output = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(output) as { results: BenchResult[] }).results;
}

process.exitCode = await main();
