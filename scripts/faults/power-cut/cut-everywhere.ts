import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultOptions, FaultReport } from '../fault-kind.ts';
import { createDisk, type Luck } from './disk.ts';
import { traceWrites } from './written.ts';

/** What is cut off, and what is asked of whatever is left. */
export interface PowerCut {
  /** Runs with the folder as its first argument, and says each thing that it acknowledges on a line. */
  readonly script: string;
  /** What is not as it must be after the `said` lines, in the folder that is left; empty where all is well. */
  check(folder: string, said: readonly string[]): Promise<readonly string[]> | readonly string[];
}

/**
 * Records what a script writes, and cuts the power between any two of its writes: with all that was not synced there,
 * with none of it, and with `rounds` parts of it that chance decides.
 */
export async function cutEverywhere(
  { script, check }: PowerCut,
  options: FaultOptions,
): Promise<FaultReport> {
  const { folder, random, rounds, onRound } = options;
  const written = join(folder, 'written');
  mkdirSync(written);
  const trace = traceWrites(script, [written], written, join(folder, 'trace'));
  const disk = createDisk(written);
  const said: string[] = [];
  const lost: string[] = [];
  let cuts = 0;
  for (const [number, step] of trace.entries()) {
    if (step.did === 'say') said.push(step.line);
    else disk.apply(step);
    const lucks: readonly Luck[] = ['all', 'none', ...Array<Luck>(rounds).fill(random)];
    for (const [at, luck] of lucks.entries()) {
      const left = join(folder, 'left');
      disk.cut(left, luck);
      const wrong = await check(left, said);
      const how = typeof luck === 'string' ? luck : `chance ${at}`;
      lost.push(
        ...wrong.map((one) => `after step ${number} (${step.did}), ${how} of the rest there: ${one}`),
      );
      cuts++;
    }
    onRound(number + 1);
  }
  return { rounds: cuts, counts: { 'steps of writing': trace.length, acknowledged: said.length }, lost };
}
