import { existsSync } from 'node:fs';
import type { Output } from '../schema/contract.ts';
import { NOT_REACHED } from '../schema/coverage-reasons.ts';
import { TrustpathError } from '../schema/errors.ts';
import { addToSnapshot, createSnapshot, resumeSnapshot } from '../schema/snapshot/create.ts';
import type { SnapshotInfo, SnapshotWriter } from '../schema/snapshot/types.ts';
import { rememberOwn } from './own-files.ts';
import { publish } from './publish.ts';
import type { RequestContext } from './request-context.ts';
import { VERSION } from './version.ts';

interface Target {
  readonly out: string;
  readonly add?: boolean | undefined;
  readonly resume?: boolean | undefined;
}

function openWriter(target: Target): SnapshotWriter {
  const options = { createdBy: VERSION, createdAt: new Date().toISOString() };
  if (target.resume) return resumeSnapshot(target.out);
  if (target.add) return addToSnapshot(target.out, options);
  if (existsSync(target.out)) {
    throw new TrustpathError(
      'output-refused',
      `${target.out}: exists already. Name another file, or give --add to bring this source into it, or --resume to continue an unfinished one.`,
    );
  }
  return createSnapshot(target.out, options);
}

function unfinished(out: string, reason: string): TrustpathError {
  return new TrustpathError(
    'collection-failed',
    `${out}: the collection is unfinished: ${reason} What was recorded is kept; continue with --resume.`,
    { retryable: true },
  );
}

/** The writer, which tells what is recorded of coverage as it is recorded. */
function tellingCoverage(writer: SnapshotWriter, { onProgress }: RequestContext): SnapshotWriter {
  return {
    ...writer,
    recordCoverage(coverage) {
      writer.recordCoverage(coverage);
      const { source, operation, region, status, reason } = coverage;
      // Noted in advance, in case of an end before it: nothing has come of it yet.
      if (status === 'skipped' && reason === NOT_REACHED) return;
      onProgress({
        stage: 'coverage',
        source,
        detail: operation,
        done: 0,
        total: null,
        gaps: 0,
        coverage: { operation, region, status, reason },
      });
    },
  };
}

export type Result = { info: Output<'snapshot.info'>; gaps: number };

/** Runs a collector into a file and seals it. A collection that is cut off leaves the unfinished file, to be resumed. */
export async function intoSnapshot(
  target: Target,
  context: RequestContext,
  work: (writer: SnapshotWriter) => Promise<{ readonly gaps: number; readonly stopped?: string | null }>,
  onFailure: (writer: SnapshotWriter) => void = () => undefined,
): Promise<Result> {
  const writer = tellingCoverage(openWriter(target), context);
  rememberOwn(writer.path, 'unfinished');
  try {
    const { gaps, stopped } = await work(writer);
    if (stopped) throw unfinished(target.out, stopped);
    const info: SnapshotInfo = publish(writer, context);
    return { info: info as Result['info'], gaps };
  } catch (error) {
    onFailure(writer);
    throw error;
  } finally {
    writer.close();
  }
}
