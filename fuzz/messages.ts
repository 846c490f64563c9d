import { join } from 'node:path';
import type { Outcome } from './judge.ts';

/** What the process that runs inputs is told. */
export interface FuzzJob {
  readonly targets: readonly {
    readonly name: string;
    /** Number of the first run; numbers below were run before. */
    readonly from: number;
    /** Most time for this target from now on. */
    readonly milliseconds: number;
  }[];
  readonly seed: number;
  /** Number of the run to stop before. */
  readonly until: number;
  /** Folder for this process alone. */
  readonly root: string;
  /** Folder where inputs that brought out a fault are kept. */
  readonly keep: string;
  /** Folder where seeds are made once for all. */
  readonly seeds: string;
  /** Keep inputs that reach code which none before reached, and alter those too. */
  readonly guided: boolean;
  /** Processor time of one run that counts as a fault, in milliseconds. */
  readonly slowMs: number;
}

/** What it tells. The input of the run that began last lies in `input` below its root. */
export type FuzzReport =
  | { readonly type: 'begin'; readonly target: string; readonly number: number }
  | {
      readonly type: 'end';
      readonly target: string;
      readonly number: number;
      readonly outcome: Outcome;
      readonly cpuMs: number;
    }
  | { readonly type: 'done'; readonly target: string; readonly blocks: number | null; readonly kept: number };

/** Where the input of a run is kept when it brought out a fault. */
export function keptPath(folder: string, target: string, seed: number, number: number): string {
  return join(folder, `${target}-${seed}-${number}`);
}
