import { setImmediate } from 'node:timers/promises';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { CallFacts } from '../record-answer.ts';
import { redactText } from '../redact.ts';
import { freeSourceId } from './log-files.ts';

export interface LogImportResult {
  readonly sources: readonly string[];
  /** Events that the logs tell of. */
  readonly events: number;
  readonly gaps: number;
}

/** Imports each path once, as a source of its own that is named `PREFIX:NAME`. Throws `usage` where there is none. */
export async function importLogs(
  writer: SnapshotWriter,
  prefix: string,
  paths: readonly string[],
  importOne: (source: string, path: string) => Promise<{ readonly events: number; readonly gaps: number }>,
): Promise<LogImportResult> {
  if (paths.length === 0) throw new TrustpathError('usage', 'No file or folder to import was named.');
  const taken = new Set(
    writer
      .reader()
      .sources()
      .map((source) => source.id),
  );
  const sources: string[] = [];
  let events = 0;
  let gaps = 0;
  for (const path of new Set(paths)) {
    const id = freeSourceId(prefix, path, taken);
    taken.add(id);
    const result = await importOne(id, path);
    sources.push(id);
    events += result.events;
    gaps += result.gaps;
  }
  return { sources, events, gaps };
}

/** A part of what was made of a log, as a call. */
export function partOfLog(
  source: string,
  given: string,
  startedAt: string,
  now: () => Date,
): (operation: string, part: number) => CallFacts {
  return (operation, part) => ({
    source,
    operation,
    region: null,
    endpoint: redactText(given),
    parameters: { part: String(part) },
    page: 0,
    status: 'ok',
    httpStatus: null,
    requestId: null,
    startedAt,
    endedAt: now().toISOString(),
  });
}

/** Recorded in one transaction. */
const DOCUMENTS_AT_ONCE = 8;

/** Records what a log was reduced to, a document a call. Its texts were redacted as they were read, each once. */
export async function recordReduced(
  writer: SnapshotWriter,
  call: (part: number) => CallFacts,
  reduction: { documents(): Iterator<JsonObject>; readonly redactions: number },
  signal: AbortSignal | undefined,
): Promise<void> {
  const documents = reduction.documents();
  for (let part = 0, left = true; left; ) {
    throwIfCancelled(signal);
    writer.batch(() => {
      for (let n = 0; n < DOCUMENTS_AT_ONCE && left; n++) {
        const next = documents.next();
        left = next.done !== true;
        if (next.done) break;
        const redactions = part === 0 ? reduction.redactions : 0;
        writer.recordCall({ ...call(part++), originalSha256: null, redactions }, next.value);
      }
    });
    // What was recorded is let go before more is made.
    await setImmediate();
  }
}

/** Says of which files nothing was read: the first five by name. */
export function nothingIn(files: readonly string[], of: string): string {
  const more = files.length > 5 ? ` and ${files.length - 5} more` : '';
  return `${files.slice(0, 5).join(', ')}${more}: no ${of}`;
}
