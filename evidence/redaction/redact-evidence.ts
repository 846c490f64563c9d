import { throwIfCancelled } from '../../schema/errors.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { ObservationId } from '../../schema/records.ts';
import type { SnapshotReader, SnapshotWriter } from '../../schema/snapshot/types.ts';
import type { Learner } from './learn.ts';
import type { Redactor } from './redactor.ts';

/** Calls written in one transaction. */
const BATCH = 200;

interface Work {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Shows a learner everything of a snapshot that will be replaced. */
export function learnFrom(reader: SnapshotReader, learner: Learner, work: Work = {}): void {
  for (const source of reader.sources()) {
    for (const text of [source.id, source.principal, source.account]) if (text !== null) learner.text(text);
  }
  for (const { operation, reason, region } of reader.coverage()) {
    learner.text(operation);
    learner.text(reason);
    if (region !== null) learner.text(region);
  }
  const seen = new Set<ObservationId>();
  const total = reader.info().counts.calls;
  let done = 0;
  for (const call of reader.calls()) {
    throwIfCancelled(work.signal);
    learner.text(call.operation);
    learner.text(call.endpoint);
    learner.document(call.parameters);
    if (call.region !== null) learner.text(call.region);
    if (call.requestId !== null) learner.text(call.requestId);
    if (call.observation !== null && !seen.has(call.observation)) {
      seen.add(call.observation);
      learner.document(reader.document(call.observation));
    }
    if (++done % 50 === 0) work.onProgress?.(done, total);
  }
}

/**
 * Writes the evidence of a snapshot again with everything replaced that is not public: sources, calls with their documents,
 * coverage. Times, counts and statuses stay, and so do operations that the analysis knows. Hashes of the answers before are left out: some answers hold so
 * little beside an account's number that it could be found by trying all of them.
 *
 * @returns which document took the place of which
 */
export function writeRedacted(
  reader: SnapshotReader,
  writer: SnapshotWriter,
  redactor: Redactor,
  work: Work = {},
): ReadonlyMap<ObservationId, ObservationId> {
  const observations = new Map<ObservationId, ObservationId>();
  const orNull = (text: string | null) => (text === null ? null : redactor.text(text));
  for (const source of reader.sources()) {
    const id = redactor.text(source.id);
    writer.openSource({
      ...source,
      id,
      principal: orNull(source.principal),
      account: orNull(source.account),
    });
    if (source.endedAt !== null) writer.closeSource(id, source.endedAt, source.clockOffsetMs);
  }
  const total = reader.info().counts.calls;
  const calls = reader.calls()[Symbol.iterator]();
  for (let done = 0; done < total; done += BATCH) {
    throwIfCancelled(work.signal);
    work.onProgress?.(done, total);
    writer.batch(() => {
      for (let count = 0; count < BATCH; count++) {
        const { value: call, done: ended } = calls.next();
        if (ended || !call) return;
        const written = writer.recordCall(
          {
            ...call,
            source: redactor.text(call.source),
            operation: redactor.text(call.operation),
            region: orNull(call.region),
            endpoint: redactor.text(call.endpoint),
            parameters: redactor.document(call.parameters) as JsonObject,
            requestId: orNull(call.requestId),
            originalSha256: null,
          },
          call.observation === null ? null : redactor.document(reader.document(call.observation)),
        );
        if (call.observation !== null && written.observation !== null)
          observations.set(call.observation, written.observation);
      }
    });
  }
  writer.batch(() => {
    for (const coverage of reader.coverage()) {
      writer.recordCoverage({
        ...coverage,
        source: redactor.text(coverage.source),
        operation: redactor.text(coverage.operation),
        region: orNull(coverage.region),
        reason: redactor.text(coverage.reason),
      });
    }
  });
  return observations;
}
