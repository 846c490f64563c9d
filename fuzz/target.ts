import type { Engine } from '../engine/engine.ts';
import type { Random } from './random.ts';

/** Where one input is run: every folder is looked at afterwards. */
export interface Ground {
  readonly engine: Engine;
  /** The folder with the input, where that is what is given. */
  readonly input: string;
  /** Where a snapshot may be made; nothing is there. */
  readonly out: string;
}

/** What may come to Trustpath from a stranger: real inputs, how they are altered, and who reads them. One file each. */
export interface Target {
  readonly name: string;
  readonly title: string;
  /** What the altered input is called, with the folders it stands in. */
  readonly file: string;
  /** Real inputs, made by Trustpath itself in `folder` or written down. */
  seeds(folder: string): Promise<readonly Buffer[]>;
  /** Another input made from `input`; `others` are inputs to take parts from. */
  mutate(input: Buffer, random: Random, others: readonly Buffer[]): Buffer;
  /** Gives the input to the engine as a person would. Rejects as the engine does. */
  run(path: string, ground: Ground): Promise<void>;
}
