import { estatesRead } from '../analysis/estates.ts';
import type { Finding } from '../analysis/findings/finding-rule.ts';
import { findingSteps } from '../analysis/findings/findings-of.ts';
import { createScene } from '../analysis/rules/scene.ts';
import { sharedSteps } from '../analysis/steps.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import type { Session } from './sessions.ts';

const found = sharedSteps(function* (reader: SnapshotReader) {
  const estates = yield* estatesRead(reader);
  const scene = createScene(estates);
  yield;
  return yield* findingSteps(scene);
});

/** All findings of a snapshot, from its observations: found once, since a sealed file does not change. */
export function findingsIn(
  session: Session,
  signal: AbortSignal,
  onDoing?: (what: string) => void,
): Promise<readonly Finding[]> {
  session.requireSealed();
  return session.take(found(session.reader), signal, onDoing);
}
