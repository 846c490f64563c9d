import type { JsonObject } from '../../schema/json.ts';
import { keepableEvent } from './redact-event.ts';
import type { TrailEvent } from './trail-event.ts';

const MOST_KEPT = 100_000;
const EVENTS_PER_DOCUMENT = 200;

/** The events of whom is asked for, handed on in documents of a bounded size as they come. */
export interface KeptEvents {
  offer(event: TrailEvent, json: JsonObject): void;
  finish(): void;
  /** In words what was left out; empty where nothing was. */
  overflow(): readonly string[];
}

export function keptEvents(
  asked: readonly string[],
  store: (document: JsonObject, part: number) => void,
): KeptEvents {
  const wanted = new Set(asked);
  let batch: JsonObject[] = [];
  let part = 0;
  let count = 0;
  let left = 0;

  function flush(): void {
    if (batch.length > 0) store({ Records: batch }, part++);
    batch = [];
  }

  return {
    offer(event, json) {
      if (wanted.size === 0 || !isAbout(event, wanted)) return;
      if (count >= MOST_KEPT) {
        left++;
        return;
      }
      count++;
      batch.push(keepableEvent(json));
      if (batch.length === EVENTS_PER_DOCUMENT) flush();
    },
    finish: flush,
    overflow: () => (left > 0 ? [`${left} events of whom was asked for, beyond the first ${MOST_KEPT}`] : []),
  };
}

/** What somebody did, and what made a session of it or gave a temporary key. */
function isAbout({ principal, key, assumes }: TrailEvent, wanted: ReadonlySet<string>): boolean {
  if (wanted.has(principal) || (key !== null && wanted.has(key))) return true;
  return (
    assumes !== null && (wanted.has(assumes.role) || (assumes.issued !== null && wanted.has(assumes.issued)))
  );
}
