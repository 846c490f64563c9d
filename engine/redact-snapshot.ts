import { existsSync } from 'node:fs';
import { derive } from '../analysis/derive.ts';
import { createLearner, type Learned } from '../evidence/redaction/learn.ts';
import { learnFrom, writeRedacted } from '../evidence/redaction/redact-evidence.ts';
import { createRedactor, type Redactor } from '../evidence/redaction/redactor.ts';
import { type GraphDifference, graphDifferences, graphOfDerived } from '../evidence/redaction/same-graph.ts';
import type { CaseEntry } from '../schema/case/log.ts';
import { TrustpathError } from '../schema/errors.ts';
import { canonicalJson, type Json } from '../schema/json.ts';
import type { ObservationId } from '../schema/records.ts';
import type { RedactionPolicy } from '../schema/redaction-policy.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';
import type { SnapshotInfo, SnapshotReader } from '../schema/snapshot/types.ts';
import { publish } from './publish.ts';
import type { RequestContext } from './request-context.ts';
import { VERSION } from './version.ts';

type Work = Pick<RequestContext, 'signal' | 'onProgress'>;

/** Reads all of a snapshot, and of a case about it, and prepares what replaces its words. */
export function prepareRedactor(
  reader: SnapshotReader,
  key: Buffer,
  policy: RedactionPolicy,
  work: Work,
  entries: readonly CaseEntry[] = [],
): { readonly redactor: Redactor; readonly learned: Learned } {
  const learner = createLearner(policy);
  learnFrom(reader, learner, reporting(work, 'Reading what is named'));
  for (const { action } of entries) learner.document(action as unknown as Json);
  const learned = learner.done();
  return { redactor: createRedactor(key, learned), learned };
}

/**
 * Writes a redacted snapshot to `out`: the documents with pseudonyms, and what this version derives from them. The file
 * names the original's digest and the policy. Throws `output-refused` where `out` exists.
 */
export function writeRedactedSnapshot(
  reader: SnapshotReader,
  redactor: Redactor,
  policy: RedactionPolicy,
  out: string,
  work: Work,
): { readonly info: SnapshotInfo; readonly observations: ReadonlyMap<ObservationId, ObservationId> } {
  if (existsSync(out))
    throw new TrustpathError('output-refused', `${out}: exists already; it is not overwritten.`);
  const { digest, createdAt, createdBy } = reader.info();
  if (digest === null)
    throw new TrustpathError(
      'input-refused',
      `${reader.info().path}: is unfinished; resume its collection first.`,
    );
  const writer = createSnapshot(out, {
    createdAt,
    createdBy,
    redaction: { of: digest, policy: canonicalJson(toldOf(policy)) },
  });
  try {
    const observations = writeRedacted(reader, writer, redactor, reporting(work, 'Writing pseudonyms'));
    return { info: publish(writer, work), observations };
  } catch (error) {
    writer.discard();
    throw error;
  } finally {
    writer.close();
  }
}

/** What the file says of the policy. Words that were to be hidden are only counted. */
function toldOf({ replace, keep, hide }: RedactionPolicy): Json {
  return { replace: [...replace], keep: [...keep], hidden: hide.length };
}

/** Where the graph of the redacted snapshot is not the original's. Both are taken as this version derives them. */
export function differencesBetween(
  original: SnapshotReader,
  redacted: SnapshotReader,
  redactor: Redactor,
  work: Work,
): GraphDifference[] {
  const before =
    original.info().analysis === VERSION
      ? original
      : graphOfDerived(derive(original, { signal: work.signal }));
  return graphDifferences(before, redacted, redactor.text);
}

function reporting({ signal, onProgress }: Work, detail: string) {
  return {
    signal,
    onProgress: (done: number, total: number) =>
      onProgress({ stage: 'redact', source: null, detail, done, total, gaps: 0 }),
  };
}
