import type { RelationKind } from '../schema/kinds/relation-kinds.ts';
import type { Coverage, CoverageStatus } from '../schema/records.ts';

type Outcome = 'ok' | 'denied' | 'throttled' | 'failed' | 'skipped';

/** Counts how the calls of one operation in one region ended, and puts that into one coverage record. */
export interface Tally {
  note(outcome: Outcome, reason?: string): void;
  addItems(count: number): void;
  /** Not all that should be asked could be known. */
  limit(reason: string): void;
  /** Denials since the last call that was answered. */
  readonly deniedInARow: number;
  readonly throttledInARow: number;
  readonly complete: boolean;
  coverage(of: {
    source: string;
    operation: string;
    region: string | null;
    hides: readonly RelationKind[];
  }): Coverage;
}

/** The worst thing to say first: what a permission would mend, then what another attempt might. */
const ORDER = ['denied', 'throttled', 'failed', 'skipped'] as const;
const PHRASE = { denied: 'denied', throttled: 'throttled', failed: 'failed', skipped: 'not made' } as const;

export function createTally(): Tally {
  const counts = { ok: 0, denied: 0, throttled: 0, failed: 0, skipped: 0 };
  const reasons = new Map<Outcome, string>();
  let items = 0;
  let deniedInARow = 0;
  let throttledInARow = 0;
  let limited: string | null = null;
  return {
    note(outcome, reason) {
      counts[outcome]++;
      if (reason !== undefined && !reasons.has(outcome)) reasons.set(outcome, reason);
      if (outcome === 'ok') deniedInARow = throttledInARow = 0;
      if (outcome === 'denied') deniedInARow++;
      if (outcome === 'throttled') throttledInARow++;
    },
    addItems(count) {
      items += count;
    },
    limit(reason) {
      limited ??= reason;
    },
    get deniedInARow() {
      return deniedInARow;
    },
    get throttledInARow() {
      return throttledInARow;
    },
    get complete() {
      return limited === null && ORDER.every((outcome) => counts[outcome] === 0);
    },
    coverage({ source, operation, region, hides }) {
      const total = counts.ok + counts.denied + counts.throttled + counts.failed + counts.skipped;
      const gaps = ORDER.filter((outcome) => counts[outcome] > 0);
      const status: CoverageStatus = gaps[0] ?? (limited === null ? 'complete' : 'skipped');
      const said = gaps.map((outcome) => {
        const why = reasons.get(outcome) ?? '';
        return total === 1
          ? why
          : `${counts[outcome]} of ${total} calls ${PHRASE[outcome]}${why === '' ? '' : `: ${why}`}`;
      });
      const reason = [...said, ...(limited === null ? [] : [limited])].join('; ');
      return {
        source,
        operation,
        region,
        status,
        reason,
        items,
        calls: total - counts.skipped,
        kinds: status === 'complete' ? [] : hides,
      };
    },
  };
}
