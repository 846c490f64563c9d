import { setTimeout as pause } from 'node:timers/promises';
import { estatesRead } from '../analysis/estates.ts';
import type { Steps } from '../analysis/steps.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import { findingsAhead } from './kept-findings.ts';
import type { Session } from './sessions.ts';

/** A larger snapshot takes a gigabyte or more when it is read, which only a question is worth. */
const MOST_ENTITIES = 250_000;
/** How long nobody has asked anything before something is read ahead, in milliseconds. */
const QUIET = 250;
/** How long a turn takes, and the rest after it. */
const TURN = 15;
const REST = 5;

/** When requests are answered, so that other work can keep out of their way. */
export interface Requests {
  /** Marks the beginning of one; call the result at its end. */
  begin(): () => void;
  /** Whether none is answered, and none was for a while. */
  areQuiet(): boolean;
}

export function countRequests(): Requests {
  let running = 0;
  let ended = performance.now();
  return {
    begin() {
      running++;
      return () => {
        running--;
        ended = performance.now();
      };
    },
    areQuiet: () => running === 0 && performance.now() - ended >= QUIET,
  };
}

/**
 * Reads what most first questions about a snapshot have to read, while nobody asks anything, in turns of some
 * milliseconds; a question goes on where this stopped. It ends when the snapshot is closed. What cannot be read is told
 * to whoever asks for it.
 *
 * @param mayTurn whether nobody asks anything, and no other snapshot takes memory
 */
export async function readAhead(session: Session, mayTurn: () => boolean): Promise<void> {
  try {
    const { sealedAt, counts } = session.reader.info();
    if (sealedAt === null || counts.entities > MOST_ENTITIES) return;
    const steps = ahead(session.reader);
    for (;;) {
      await pause(mayTurn() ? REST : QUIET, undefined, { ref: false, signal: session.closed });
      if (!mayTurn()) continue;
      const turn = performance.now();
      while (performance.now() - turn < TURN) if (steps.next().done) return;
    }
  } catch {
    // Only speed is lost.
  }
}

/** What the first question of almost any kind reads, and findings: hardly more memory than any first question takes. */
function* ahead(reader: SnapshotReader): Steps<void> {
  yield* estatesRead(reader);
  yield* findingsAhead(reader);
}
