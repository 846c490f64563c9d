import type { Progress } from '../../schema/contract.ts';

/** What a running collection has said so far: the latest of each source, and the last things it did. */
export interface ProgressLog {
  readonly latest: readonly Progress[];
  readonly lines: readonly {
    readonly number: number;
    readonly source: string | null;
    readonly detail: string;
  }[];
  readonly said: number;
  readonly gaps: number;
}

export const NOTHING_YET: ProgressLog = { latest: [], lines: [], said: 0, gaps: 0 };
const KEPT = 40;

/** Adds one message. Sources keep the order in which they first spoke. */
export function addProgress(log: ProgressLog, progress: Progress): ProgressLog {
  const at = log.latest.findIndex((each) => each.source === progress.source);
  const latest = at < 0 ? [...log.latest, progress] : log.latest.with(at, progress);
  const last = log.lines.at(-1);
  const repeats = last?.detail === progress.detail && last.source === progress.source;
  const line = { number: log.said, source: progress.source, detail: progress.detail };
  const gapsOf = new Map(latest.map((each) => [each.source, each.gaps]));
  return {
    latest,
    lines: repeats ? log.lines : [...log.lines, line].slice(-KEPT),
    said: log.said + 1,
    gaps: [...gapsOf.values()].reduce((sum, gaps) => sum + gaps, 0),
  };
}
