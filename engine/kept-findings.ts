import { z } from 'zod';
import { estatesRead } from '../analysis/estates.ts';
import type { Finding } from '../analysis/findings/finding-rule.ts';
import { findingSteps } from '../analysis/findings/findings-of.ts';
import { createScene } from '../analysis/rules/scene.ts';
import { type Steps, sharedSteps } from '../analysis/steps.ts';
import { finding } from '../schema/contract/shapes.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import { keep, readKept } from './kept-by-digest.ts';
import type { Session } from './sessions.ts';

type Findings = readonly Finding[];

const KEPT = 'findings';
const findings = z.array(finding);

const known = new WeakMap<SnapshotReader, Findings>();

const found = sharedSteps(function* (reader: SnapshotReader): Steps<Findings> {
  const scene = createScene(yield* estatesRead(reader));
  yield;
  const all = yield* findingSteps(scene);
  known.set(reader, all);
  const { digest } = reader.info();
  if (digest !== null) keep(digest, KEPT, all);
  return all;
});

/** The steps to all that `knownFindings` answers from. */
export function* findingsAhead(reader: SnapshotReader): Steps<void> {
  if (keptFindings(reader) === null) yield* found(reader);
}

/**
 * All findings of a snapshot, from its observations: found once by an engine, since a sealed file does not change. What
 * leaves the machine tells of these, never of what was kept.
 */
export function findingsIn(
  session: Session,
  signal: AbortSignal,
  onDoing?: (what: string) => void,
): Promise<Findings> {
  session.requireSealed();
  return session.take(found(session.reader), signal, onDoing);
}

/** The same, read from what was kept by an engine before where there is that. */
export async function knownFindings(
  session: Session,
  signal: AbortSignal,
  onDoing?: (what: string) => void,
): Promise<Findings> {
  session.requireSealed();
  return keptFindings(session.reader) ?? findingsIn(session, signal, onDoing);
}

function keptFindings(reader: SnapshotReader): Findings | null {
  const here = known.get(reader);
  if (here) return here;
  const { digest } = reader.info();
  const kept = digest === null ? null : readKept(digest, KEPT, findings);
  if (kept) known.set(reader, kept);
  return kept;
}
