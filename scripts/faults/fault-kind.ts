/** One way in which work is cut off, and what must be true afterwards. Another one is a file and a registry line. */
export interface FaultKind {
  readonly name: string;
  /** What is cut off, in one line. */
  readonly title: string;
  /** Rounds of a long run. */
  readonly rounds: number;
  /** Cuts off work `rounds` times, at moments that `random` (0 to 1) decides. */
  run(options: FaultOptions): Promise<FaultReport>;
}

export interface FaultOptions {
  readonly rounds: number;
  readonly random: () => number;
  /** An empty folder of its own, removed afterwards. */
  readonly folder: string;
  readonly onRound: (done: number) => void;
}

export interface FaultReport {
  readonly rounds: number;
  /** What was counted, by name: acknowledged actions, unacknowledged ones that were kept all the same, … */
  readonly counts: Readonly<Record<string, number>>;
  /** What was not as it must be, one line each; empty where nothing was lost. */
  readonly lost: readonly string[];
}
