import { parseArgs } from 'node:util';
import { type BenchResult, machine } from './benchmark.ts';
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
  const results: BenchResult[] = [];
  for (const benchmark of chosen) {
    process.stderr.write(`${benchmark.name} …\n`);
    const note = (text: string) => process.stderr.write(`  ${text}\n`);
    results.push(...(await benchmark.run({ quick: options.quick ?? false, note })));
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ machine: machine(), results }, null, 2)}\n`);
  else process.stdout.write(`${machine()}\n\n${table(results)}\n`);
  return 0;
}

process.exitCode = await main();
