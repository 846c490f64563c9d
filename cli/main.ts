import { parseArgs } from 'node:util';
import { createEngine } from '../engine/engine.ts';
import { TrustpathError } from '../schema/errors.ts';
import { visibleText } from '../schema/visible-text.ts';
import type { Command, CommandContext } from './command.ts';
import { COMMANDS } from './commands/registry.ts';
import { progressPrinter } from './progress.ts';

const GLOBAL_OPTIONS = {
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function helpText(): string {
  const width = Math.max(...COMMANDS.map((command) => command.usage.length));
  const lines = COMMANDS.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`);
  return [
    'trustpath: who can become what, and why',
    '',
    ...lines,
    '',
    'Everywhere: --json one JSON document on standard output, --quiet no progress, --help.',
    'Exit status: 0 done, 2 wrong usage, 3 input refused, 4 a check failed, 5 coverage gaps with --strict, 130 cancelled.',
  ].join('\n');
}

/** The command that the first words name, the longest name first, and the words that remain. */
function findCommand(words: readonly string[]): { command: Command; rest: string[] } | null {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (command && words.length >= length) return { command, rest: words.slice(length) };
  }
  return null;
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** Runs the command line and answers its exit status. Standard output carries the answer, standard error the rest. */
export async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  try {
    return await run(argv);
  } catch (error) {
    const failure =
      error instanceof TrustpathError
        ? error
        : new TrustpathError('internal', error instanceof Error ? error.message : String(error), {
            cause: error,
          });
    if (json) {
      const { code, message, details } = failure;
      process.stdout.write(`${JSON.stringify({ error: { code, message, details } })}\n`);
    } else {
      process.stderr.write(`trustpath: ${visibleText(failure.message)}\n`);
    }
    if (process.env.TRUSTPATH_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return failure.status;
  }
}

async function run(argv: readonly string[]): Promise<number> {
  const words = [...argv];
  if (
    words.length === 0 ||
    words[0] === 'help' ||
    (words.length === 1 && ['--help', '-h'].includes(words[0] ?? ''))
  ) {
    process.stdout.write(`${helpText()}\n`);
    return words.length === 0 ? 2 : 0;
  }
  const found = findCommand(words.filter((word) => word !== '--json' && word !== '--quiet'));
  if (!found) {
    throw new TrustpathError(
      'usage',
      `There is no command ${JSON.stringify(words.slice(0, 2).join(' '))}. "trustpath help" lists them.`,
    );
  }
  const { command } = found;
  const { values, positionals } = parse(command, found.rest);
  if (values.help) {
    process.stdout.write(`trustpath ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  const [fewest, most] = command.positionals;
  if (positionals.length < fewest || positionals.length > most) {
    throw new TrustpathError('usage', `Usage: trustpath ${command.usage}`);
  }

  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  process.once('SIGTERM', () => cancel.abort());
  const progress = progressPrinter(process.stderr, argv.includes('--quiet'));
  const engine = createEngine();
  const context: CommandContext = {
    engine,
    positionals,
    options: values,
    signal: cancel.signal,
    onProgress: progress.onProgress,
    readStdin,
  };
  try {
    const result = await command.run(context);
    progress.finish();
    const asJson = argv.includes('--json') || result.alwaysJson === true;
    await write(asJson ? JSON.stringify(result.json) : result.text);
    return result.status ?? 0;
  } finally {
    progress.finish();
    engine.close();
  }
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...GLOBAL_OPTIONS, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrustpathError('usage', `${reason} Usage: trustpath ${command.usage}`);
  }
}

/** Waits for the pipe, so that a large answer is not cut off at exit. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${text}\n`, () => resolve());
  });
}
