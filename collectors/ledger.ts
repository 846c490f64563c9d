import type { Coverage } from '../schema/records.ts';
import type { SnapshotWriter } from '../schema/snapshot/types.ts';
import type { RedactedAnswer } from './record-answer.ts';

/**
 * Writes answers to the file several at a time, since making one durable takes as long as asking for several. A crash costs
 * what was asked in the last moment; it is asked again when the collection is resumed.
 */
export interface Ledger {
  record(answer: RedactedAnswer): void;
  /** Writes the coverage, and every answer before it. */
  recordCoverage(coverage: Coverage): void;
  /** Writes what is waiting. Throws what the file threw. */
  flush(): void;
}

const MOST_WAITING = 64;
const LONGEST_WAIT_MS = 100;

export function createLedger(writer: SnapshotWriter): Ledger {
  let waiting: RedactedAnswer[] = [];
  let timer: NodeJS.Timeout | null = null;
  let failed: { readonly error: unknown } | null = null;

  function write(coverage: Coverage | null): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (failed !== null) throw failed.error;
    const answers = waiting;
    waiting = [];
    if (answers.length === 0 && coverage === null) return;
    try {
      writer.batch(() => {
        for (const { call, document } of answers) writer.recordCall(call, document);
        if (coverage !== null) writer.recordCoverage(coverage);
      });
    } catch (error) {
      failed = { error };
      throw error;
    }
  }

  return {
    record(answer) {
      waiting.push(answer);
      if (waiting.length >= MOST_WAITING) write(null);
      else
        timer ??= setTimeout(() => {
          try {
            write(null);
          } catch {
            // Kept, and thrown to whoever writes next.
          }
        }, LONGEST_WAIT_MS);
    },
    recordCoverage: write,
    flush: () => write(null),
  };
}
