import type { Progress } from '../../schema/contract.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { keptEvents } from '../cloudtrail/kept-events.ts';
import { readTrailFile } from '../cloudtrail/read-trail-file.ts';
import { createReduction } from '../cloudtrail/reduce.ts';
import { readTrailEvent } from '../cloudtrail/trail-event.ts';
import { recordAnswer } from '../record-answer.ts';
import { logFilesOf } from './log-files.ts';
import { importLogs, type LogImportResult, nothingIn, partOfLog, recordReduced } from './log-sources.ts';
import { refused } from './refused.ts';

export interface ImportCloudTrailOptions {
  /** Principals (ARNs) and access key ids whose events are kept as they are, redacted. */
  readonly keep?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

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
): Promise<LogImportResult> {
  return importLogs(writer, 'cloudtrail', paths, (source, path) => importOne(writer, source, path, options));
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
  const call = partOfLog(source, given, startedAt, now);
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
  await recordReduced(writer, (part) => call('cloudtrail:Reduced', part), reduction, signal);
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
        reason: nothingIn(foreign, 'CloudTrail events'),
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
