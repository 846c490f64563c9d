/** Runs altered inputs one after the other and tells how each ended. Started, watched and killed by `supervise`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BlockCoverage, startBlockCoverage } from './block-coverage.ts';
import { give } from './give.ts';
import { fault } from './judge.ts';
import { type FuzzJob, type FuzzReport, keptPath } from './messages.ts';
import { forbidNetwork } from './no-network.ts';
import { createRandom } from './random.ts';
import { targetNamed } from './registry.ts';
import type { Target } from './target.ts';
import { type WatchedGround, watchGround } from './watch-ground.ts';

const MOST_KEPT = 2_000;

function tell(report: FuzzReport): Promise<void> {
  return new Promise((resolve) => void process.send?.(report, undefined, undefined, () => resolve()));
}

async function runAll(job: FuzzJob): Promise<void> {
  const ground = watchGround(job.root);
  Object.assign(process.env, ground.env);
  process.chdir(join(job.root, 'current'));
  const coverage = job.guided ? await startBlockCoverage(resolve(import.meta.dirname, '..')) : null;
  // The sample estate is collected over loopback, and nothing may be spoken to after that.
  const seeds = new Map<string, readonly Buffer[]>();
  for (const { name } of job.targets) seeds.set(name, await targetNamed(name).seeds(job.seeds));
  const attempts = forbidNetwork();
  for (const { name, from, milliseconds } of job.targets) {
    const inputs = inputsOf(targetNamed(name), seeds.get(name) ?? [], job.seed);
    const until = performance.now() + milliseconds;
    for (let number = from; number < job.until && performance.now() < until; number++)
      await run(inputs, number, { job, ground, attempts, coverage });
    await tell({
      type: 'done',
      target: name,
      blocks: coverage?.total() ?? null,
      kept: inputs.corpus.length - inputs.seeds.length,
    });
    rmSync(ground.input, { recursive: true, force: true });
  }
}

interface Inputs {
  readonly target: Target;
  readonly seeds: readonly Buffer[];
  /** Inputs that are altered: the seeds, and what reached new code. */
  readonly corpus: Buffer[];
  at(number: number): Buffer;
}

function inputsOf(target: Target, seeds: readonly Buffer[], seed: number): Inputs {
  const corpus = [...seeds];
  return {
    target,
    seeds,
    corpus,
    at(number) {
      const random = createRandom(seed * 1_000_003 + number);
      // First every seed as it is: a harness whose seeds are refused tests nothing.
      return seeds[number] ?? target.mutate(random.pick(corpus), random, seeds);
    },
  };
}

interface Around {
  readonly job: FuzzJob;
  readonly ground: WatchedGround;
  readonly attempts: () => string[];
  readonly coverage: BlockCoverage | null;
}

async function run(
  inputs: Inputs,
  number: number,
  { job, ground, attempts, coverage }: Around,
): Promise<void> {
  const { target, seeds, corpus } = inputs;
  const input = inputs.at(number);
  const path = join(ground.input, target.file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, input);
  await tell({ type: 'begin', target: target.name, number });
  const cpu = process.cpuUsage();
  let outcome = await give(target, path, ground);
  const used = process.cpuUsage(cpu);
  const cpuMs = (used.user + used.system) / 1000;
  const [attempt] = attempts();
  if (attempt !== undefined) outcome = fault('network', attempt);
  else if (number < seeds.length && outcome.is === 'refused')
    outcome = fault('internal', `an unaltered seed is not read: ${outcome.message}`);
  else if (outcome.is !== 'fault' && cpuMs > job.slowMs)
    outcome = fault('slow', `took ${Math.round(cpuMs)} ms of processor time`);
  if (outcome.is === 'fault') {
    mkdirSync(job.keep, { recursive: true });
    writeFileSync(keptPath(job.keep, target.name, job.seed, number), input);
  }
  await tell({ type: 'end', target: target.name, number, outcome, cpuMs });
  const isNew = coverage !== null && (await coverage.newBlocks()) > 0;
  if (isNew && number >= seeds.length && corpus.length < MOST_KEPT) corpus.push(input);
}

process.once('message', (job) => {
  void runAll(job as FuzzJob).then(() => process.exit(0));
});
