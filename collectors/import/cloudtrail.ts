import { setImmediate } from 'node:timers/promises';
import type { Progress } from '../../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { keptEvents } from '../cloudtrail/kept-events.ts';
import { readTrailFile } from '../cloudtrail/read-trail-file.ts';
import { createReduction } from '../cloudtrail/reduce.ts';
import { readTrailEvent } from '../cloudtrail/trail-event.ts';
import { type CallFacts, recordAnswer } from '../record-answer.ts';
import { redactText } from '../redact.ts';
import { freeSourceId, logFilesOf } from './log-files.ts';
import { refused } from './refused.ts';

export interface ImportCloudTrailOptions {
  /** Principals (ARNs) and access key ids whose events are kept as they are, redacted. */
  readonly keep?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface ImportCloudTrailResult {
  readonly sources: readonly string[];
  readonly events: number;
  readonly gaps: number;
}

/** Recorded in one transaction. */
const DOCUMENTS_AT_ONCE = 8;
const COLLECTOR = 'cloudtrail-files/1';

/**
 * Imports CloudTrail events from files and folders: log files, answers of LookupEvents, Athena CSV. Each path becomes a
 * source. Events are read as a stream and reduced; only those of `keep` stay as they are.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused` (`FILE: place: reason`), `cancelled`
 */
export async function importCloudTrail(
  writer: SnapshotWriter,
  paths: readonly string[],
  options: ImportCloudTrailOptions = {},
): Promise<ImportCloudTrailResult> {
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
    const id = freeSourceId('cloudtrail', path, taken);
    taken.add(id);
    const result = await importOne(writer, id, path, options);
    sources.push(id);
    events += result.events;
    gaps += result.gaps;
  }
  return { sources, events, gaps };
}

async function importOne(
  writer: SnapshotWriter,
  source: string,
  given: string,
  options: ImportCloudTrailOptions,
): Promise<{ readonly events: number; readonly gaps: number }> {
  const { signal } = options;
  const now = options.now ?? (() => new Date());
  const startedAt = now().toISOString();
  const files = await logFilesOf(given, signal);
  const reduction = createReduction();
  const call = (operation: string, part: number): CallFacts => ({
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
  writer.openSource({
    id: source,
    kind: 'cloudtrail-files',
    principal: given,
    account: null,
    collector: COLLECTOR,
    startedAt,
    clockOffsetMs: null,
  });
  const kept = keptEvents(options.keep ?? [], (document, part) =>
    recordAnswer(writer, call('cloudtrail:Events', part), document),
  );
  const foreign: string[] = [];
  for (const [index, file] of files.entries()) {
    throwIfCancelled(signal);
    const kind = await readTrailFile(
      file.absolute,
      file.name,
      (json) => {
        const event = readTrailEvent(json);
        if (!event) throw new Error(`an event has no time, source or name`);
        reduction.add(event);
        kept.offer(event, json);
      },
      signal,
    );
    if (kind === 'foreign') foreign.push(file.name);
    options.onProgress?.({
      stage: 'Reading events',
      source,
      detail: `${file.name}: ${reduction.count} events so far`,
      done: index + 1,
      total: files.length,
      gaps: 0,
    });
  }
  if (reduction.count === 0)
    throw refused(
      given,
      files.length === 1 && foreign.length === 1 ? 'is no CloudTrail log' : 'holds no CloudTrail events',
    );
  kept.finish();
  const documents = reduction.documents();
  for (let part = 0, left = true; left; ) {
    throwIfCancelled(signal);
    writer.batch(() => {
      for (let n = 0; n < DOCUMENTS_AT_ONCE && left; n++) {
        const next = documents.next();
        left = next.done !== true;
        if (next.done) break;
        // Its texts were redacted as they were read, each once.
        const redactions = part === 0 ? reduction.redactions : 0;
        writer.recordCall(
          { ...call('cloudtrail:Reduced', part++), originalSha256: null, redactions },
          next.value,
        );
      }
    });
    // What was recorded is let go before more is made.
    await setImmediate();
  }
  writer.batch(() => {
    const lost = [...reduction.overflow(), ...kept.overflow()];
    writer.recordCoverage({
      source,
      operation: 'cloudtrail:Reduced',
      region: null,
      status: lost.length > 0 ? 'skipped' : 'complete',
      reason: lost.length > 0 ? `only counted, for the room they take: ${lost.join('; ')}` : '',
      items: reduction.count,
      calls: files.length,
      kinds: lost.length > 0 ? ['was-seen-assuming', 'was-seen-using'] : [],
    });
    if (foreign.length > 0)
      writer.recordCoverage({
        source,
        operation: 'file:(others)',
        region: null,
        status: 'unsupported',
        reason: `${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${foreign.length - 5} more` : ''}: no CloudTrail events`,
        items: 0,
        calls: foreign.length,
        kinds: [],
      });
  });
  writer.closeSource(source, now().toISOString(), null);
  return {
    events: reduction.count,
    gaps: (reduction.overflow().length > 0 ? 1 : 0) + (foreign.length > 0 ? 1 : 0),
  };
}
