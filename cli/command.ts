import type { ParseArgsOptionsConfig } from 'node:util';
import type { Channel, Input, Output, Progress } from '../schema/contract.ts';

/** What a command may ask of the engine; the command line runs it in its own process. */
export interface EngineClient {
  request<C extends Channel>(
    channel: C,
    input: Input<C>,
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Output<C>>;
}

export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface CommandContext {
  readonly engine: EngineClient;
  readonly positionals: readonly string[];
  readonly options: OptionValues;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Reads the whole of standard input as text. */
  readonly readStdin: () => Promise<string>;
}

/** What a command answers: the JSON document, the same for people, and an exit status when it is not 0. */
export interface CommandResult {
  readonly json: unknown;
  readonly text: string;
  readonly status?: number;
  /** True for commands that write JSON with or without --json. */
  readonly alwaysJson?: boolean;
}

/** One command, one file. */
export interface Command {
  /** Words that name it: `path`, `collect aws`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options?: ParseArgsOptionsConfig;
  /** Fewest and most positional arguments. */
  readonly positionals: readonly [number, number];
  run(context: CommandContext): Promise<CommandResult>;
}
