import type { JsonObject } from '../../schema/json.ts';
import { type Interned, interning } from './interned.ts';
import { note, type Span, spanJson, spanOf } from './tallied.ts';

/** A log reduced to who did what, event by event. Bounded: past the limits, what comes new is counted together and said so. */
export interface LogReduction<Event> {
  add(event: Event): void;
  /** Events seen; of several that tell one request, one. */
  readonly count: number;
  /** Texts of which something was taken out: what is stored is redacted. */
  readonly redactions: number;
  /** What did not fit within the limits, in words; empty where all did. */
  overflow(): readonly string[];
  /** The entries, most active first, in documents of a bounded size. Each is let go as it is given: ask once. */
  documents(): Generator<JsonObject>;
}

/** What a log was seen to span, and its texts. */
export interface Seen {
  readonly interned: Interned;
  note(seconds: number, failed: boolean): void;
  readonly count: number;
  /** Of nothing, nothing. */
  periodJson(): JsonObject;
}

export function seenOfLog(): Seen {
  const interned = interning();
  let span: Span | null = null;
  return {
    interned,
    note(seconds, failed) {
      span ??= spanOf(seconds);
      note(span, seconds, failed);
    },
    get count() {
      return span?.count ?? 0;
    },
    periodJson: () => (span ? spanJson(span) : {}),
  };
}
