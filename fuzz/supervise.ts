import { fork } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fault, type Outcome } from './judge.ts';
import { type FuzzJob, type FuzzReport, keptPath } from './messages.ts';

export interface FuzzOptions {
  readonly targets: readonly string[];
  readonly seed: number;
  /** Inputs for each target. */
  readonly runs: number;
  /** Most time for each target. */
  readonly milliseconds: number;
  readonly guided: boolean;
  readonly slowMs: number;
  /** Wall time of one run after which it counts as hung and is killed. */
  readonly hungMs: number;
  /** Folder to work in, of this user alone. */
  readonly work: string;
  /** Where inputs that brought out a fault are kept; made when there is one. */
  readonly keep: string;
  /** Called when a target is through. */
  readonly onDone?: (result: FuzzResult) => void;
}

export interface FuzzFault {
  readonly number: number;
  readonly kind: string;
  readonly says: string;
  /** Where the input was kept. */
  readonly kept: string;
}

export interface FuzzResult {
  readonly target: string;
  runs: number;
  read: number;
  refused: number;
  /** Kinds of message, numbers and quoted parts apart, with how often each came. */
  readonly messages: Record<string, number>;
  readonly faults: FuzzFault[];
  slowestMs: number;
  /** Blocks of code that were entered by all targets so far; null where that was not counted. */
  blocks: number | null;
  /** Inputs that entered new ones. */
  kept: number;
  seconds: number;
  done: boolean;
}

const HEAP_MB = 1_024;
const MOST_FAULTS = 50;

/** Runs targets in a process of its own; where it dies or hangs, that is a fault of its input, and another goes on. */
export async function fuzz(options: FuzzOptions): Promise<readonly FuzzResult[]> {
  const results = options.targets.map(
    (target): FuzzResult => ({
      target,
      runs: 0,
      read: 0,
      refused: 0,
      messages: {},
      faults: [],
      slowestMs: 0,
      blocks: null,
      kept: 0,
      seconds: 0,
      done: false,
    }),
  );
  mkdirSync(join(options.work, 'seeds'), { recursive: true });
  while (results.some(({ done }) => !done)) await runChild(options, results);
  return results;
}

/** Runs what is not done yet. Resolves when the process has ended, in whatever way; throws where it never began. */
function runChild(options: FuzzOptions, results: readonly FuzzResult[]): Promise<void> {
  const root = mkdtempSync(join(options.work, 'run-'));
  const open = results.filter(({ done }) => !done);
  const job: FuzzJob = {
    targets: open.map(({ target, runs, seconds }) => ({
      name: target,
      from: runs,
      milliseconds: options.milliseconds - seconds * 1000,
    })),
    until: options.runs,
    root,
    keep: options.keep,
    seeds: join(options.work, 'seeds'),
    seed: options.seed,
    guided: options.guided,
    slowMs: options.slowMs,
  };
  const child = fork(join(import.meta.dirname, 'child.ts'), [], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=32'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk) => {
    lastWords = (lastWords + String(chunk)).slice(-4_000);
  });
  let running: { readonly result: FuzzResult; readonly number: number } | null = null;
  let began = false;
  let hung: NodeJS.Timeout | undefined;
  let since = performance.now();

  const finish = (result: FuzzResult) => {
    result.done = true;
    options.onDone?.(result);
  };
  const note = (result: FuzzResult, number: number, outcome: Outcome) => {
    running = null;
    result.runs = number + 1;
    result.seconds += (performance.now() - since) / 1000;
    since = performance.now();
    if (outcome.is === 'read') result.read++;
    else if (outcome.is === 'refused') {
      result.refused++;
      const shape = shapeOf(outcome.message);
      result.messages[shape] = (result.messages[shape] ?? 0) + 1;
    } else {
      const { kind, says } = outcome;
      result.faults.push({ number, kind, says, kept: keep(options, result.target, root, number, says) });
      if (result.faults.length >= MOST_FAULTS) {
        finish(result);
        child.kill('SIGKILL');
      }
    }
  };

  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const report = message as FuzzReport;
      const result = open.find(({ target }) => target === report.target);
      if (result === undefined || result.done) return;
      clearTimeout(hung);
      if (!began) since = performance.now();
      began = true;
      if (report.type === 'begin') {
        running = { result, number: report.number };
        hung = setTimeout(() => {
          note(result, report.number, fault('hung', `did not end within ${options.hungMs / 1000} s`));
          child.kill('SIGKILL');
        }, options.hungMs);
      } else if (report.type === 'end') {
        result.slowestMs = Math.max(result.slowestMs, report.cpuMs);
        note(result, report.number, report.outcome);
      } else {
        result.blocks = report.blocks;
        result.kept += report.kept;
        finish(result);
      }
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(hung);
      const how = `${signal ?? `status ${code}`}: ${lastWords}`;
      if (running !== null) note(running.result, running.number, fault('died', how));
      rmSync(root, { recursive: true, force: true });
      if (began) resolve();
      else reject(new Error(`The process that runs inputs ended before the first: ${how}`));
    });
    child.send(job);
  });
}

function keep(
  { keep: folder, seed }: FuzzOptions,
  target: string,
  root: string,
  number: number,
  says: string,
): string {
  mkdirSync(folder, { recursive: true });
  const kept = keptPath(folder, target, seed, number);
  // One that ended its process could not keep it; there it is the last that was written.
  if (!existsSync(kept)) {
    const found = readdirSync(join(root, 'input'), { recursive: true, withFileTypes: true });
    const input = found.find((entry) => entry.isFile());
    if (input !== undefined) copyFileSync(join(input.parentPath, input.name), kept);
  }
  writeFileSync(`${kept}.txt`, `${says}\n`);
  return kept;
}

/** What a message says, without what it says it of. */
function shapeOf(message: string): string {
  return message
    .replace(/^.*?\/input\/[^:]*/, 'FILE')
    .replace(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replace(/[0-9a-f]{16,}/g, '…')
    .replace(/\d+/g, 'N')
    .slice(0, 120);
}
